//! New names by world region, for the kind `names`. Countries and cities are real, all other names are ordinary
//! ones put together by seed.

/// A country with the words for it; none takes an article.
pub struct Country {
    /// "Ghana"
    pub name: &'static str,
    /// "Ghanaian"
    pub adjective: &'static str,
    /// "Ghanaians"
    pub people: &'static str,
    /// Capital first.
    pub cities: [&'static str; 5],
}

/// Names of one part of the world.
pub struct Region {
    /// What it is called in the table.
    pub name: &'static str,
    /// Countries.
    pub countries: [Country; 5],
    /// Given names of men.
    pub men: [&'static str; 8],
    /// Given names of women.
    pub women: [&'static str; 8],
    /// Surnames.
    pub surnames: [&'static str; 10],
    /// What an organisation may be named after: "Volta Front".
    pub qualifiers: [&'static str; 6],
    /// Armed groups and parties with a name of one word.
    pub groups: [&'static str; 4],
    /// Companies with a name of one word.
    pub companies: [&'static str; 4],
}

const fn country(
    name: &'static str,
    adjective: &'static str,
    people: &'static str,
    cities: [&'static str; 5],
) -> Country {
    Country { name, adjective, people, cities }
}

/// All regions, in the order of the table.
pub const REGIONS: [Region; 8] = [
    Region {
        name: "west-africa",
        countries: [
            country("Ghana", "Ghanaian", "Ghanaians", ["Accra", "Kumasi", "Tamale", "Takoradi", "Sunyani"]),
            country("Nigeria", "Nigerian", "Nigerians", ["Abuja", "Kano", "Ibadan", "Jos", "Maiduguri"]),
            country("Mali", "Malian", "Malians", ["Bamako", "Gao", "Mopti", "Kayes", "Sikasso"]),
            country(
                "Senegal",
                "Senegalese",
                "Senegalese",
                ["Dakar", "Thies", "Kaolack", "Ziguinchor", "Kolda"],
            ),
            country(
                "Liberia",
                "Liberian",
                "Liberians",
                ["Monrovia", "Buchanan", "Gbarnga", "Harper", "Zwedru"],
            ),
        ],
        men: ["Kwame", "Chinedu", "Mamadou", "Ibrahim", "Kofi", "Ousmane", "Emeka", "Samuel"],
        women: ["Ama", "Ngozi", "Aminata", "Fatou", "Abena", "Chioma", "Mariam", "Esi"],
        surnames: [
            "Mensah", "Okafor", "Traore", "Diop", "Boateng", "Eze", "Keita", "Sow", "Owusu", "Adeyemi",
        ],
        qualifiers: ["Volta", "Savanna", "Sahel", "Baobab", "Harmattan", "Ashanti"],
        groups: ["Djama", "Tabital", "Sunkari", "Wassolon"],
        companies: ["Ecobel", "Voltacom", "Daraja", "Sahelor"],
    },
    Region {
        name: "east-africa",
        countries: [
            country("Kenya", "Kenyan", "Kenyans", ["Nairobi", "Mombasa", "Kisumu", "Nakuru", "Garissa"]),
            country("Uganda", "Ugandan", "Ugandans", ["Kampala", "Gulu", "Mbarara", "Jinja", "Lira"]),
            country(
                "Ethiopia",
                "Ethiopian",
                "Ethiopians",
                ["Addis Ababa", "Mekelle", "Gondar", "Jimma", "Dessie"],
            ),
            country("Tanzania", "Tanzanian", "Tanzanians", ["Dodoma", "Mwanza", "Arusha", "Tanga", "Mbeya"]),
            country("Zambia", "Zambian", "Zambians", ["Lusaka", "Ndola", "Kitwe", "Livingstone", "Kabwe"]),
        ],
        men: ["Otieno", "Tesfaye", "Joseph", "Kamau", "Moses", "Abebe", "Juma", "David"],
        women: ["Wanjiru", "Hirut", "Grace", "Achieng", "Almaz", "Neema", "Zawadi", "Ruth"],
        surnames: [
            "Odhiambo", "Mwangi", "Bekele", "Mugisha", "Banda", "Kiprono", "Okello", "Haile", "Mushi",
            "Phiri",
        ],
        qualifiers: ["Rift", "Serengeti", "Lakes", "Kilima", "Turkana", "Highland"],
        groups: ["Umoja", "Mwamba", "Kifaru", "Tumaini"],
        companies: ["Safarico", "Nyotacom", "Kahawa", "Riftel"],
    },
    Region {
        name: "middle-east",
        countries: [
            country("Jordan", "Jordanian", "Jordanians", ["Amman", "Irbid", "Zarqa", "Maan", "Karak"]),
            country("Egypt", "Egyptian", "Egyptians", ["Cairo", "Assiut", "Luxor", "Suez", "Tanta"]),
            country("Syria", "Syrian", "Syrians", ["Damascus", "Aleppo", "Homs", "Raqqa", "Daraa"]),
            country("Iraq", "Iraqi", "Iraqis", ["Baghdad", "Mosul", "Kirkuk", "Basra", "Ramadi"]),
            country("Tunisia", "Tunisian", "Tunisians", ["Tunis", "Sfax", "Sousse", "Gafsa", "Bizerte"]),
        ],
        men: ["Khaled", "Omar", "Tariq", "Hassan", "Nabil", "Samir", "Walid", "Faisal"],
        women: ["Layla", "Huda", "Samira", "Rania", "Noura", "Amal", "Dina", "Salma"],
        surnames: [
            "Haddad", "Mansour", "Khalil", "Nasser", "Jaber", "Saleh", "Hamdan", "Rashid", "Qasim", "Darwish",
        ],
        qualifiers: ["Levant", "Cedar", "Euphrates", "Crescent", "Badia", "Orontes"],
        groups: ["Nusour", "Sumoud", "Ribat", "Karama"],
        companies: ["Petrosham", "Nilecom", "Barada", "Tigrisat"],
    },
    Region {
        name: "south-asia",
        countries: [
            country("India", "Indian", "Indians", ["New Delhi", "Mumbai", "Patna", "Lucknow", "Nagpur"]),
            country(
                "Pakistan",
                "Pakistani",
                "Pakistanis",
                ["Islamabad", "Karachi", "Quetta", "Multan", "Peshawar"],
            ),
            country(
                "Nepal",
                "Nepali",
                "Nepalis",
                ["Kathmandu", "Pokhara", "Biratnagar", "Janakpur", "Dharan"],
            ),
            country(
                "Bangladesh",
                "Bangladeshi",
                "Bangladeshis",
                ["Dhaka", "Khulna", "Sylhet", "Rajshahi", "Comilla"],
            ),
            country(
                "Sri Lanka",
                "Sri Lankan",
                "Sri Lankans",
                ["Colombo", "Kandy", "Jaffna", "Galle", "Matara"],
            ),
        ],
        men: ["Rajesh", "Imran", "Arjun", "Bilal", "Suresh", "Ashok", "Kamal", "Vikram"],
        women: ["Nisha", "Ayesha", "Priya", "Sunita", "Sadia", "Kavita", "Anjali", "Rekha"],
        surnames: [
            "Sharma", "Qureshi", "Patel", "Thapa", "Rahman", "Perera", "Gupta", "Chaudhry", "Iyer", "Malik",
        ],
        qualifiers: ["Deccan", "Himalaya", "Indus", "Ganga", "Lotus", "Coromandel"],
        groups: ["Jwala", "Sangharsh", "Mashal", "Tarang"],
        companies: ["Vidyutel", "Indusco", "Bharatex", "Meghna"],
    },
    Region {
        name: "east-asia",
        countries: [
            country("Vietnam", "Vietnamese", "Vietnamese", ["Hanoi", "Hue", "Vinh", "Da Nang", "Can Tho"]),
            country(
                "Indonesia",
                "Indonesian",
                "Indonesians",
                ["Jakarta", "Medan", "Ambon", "Surabaya", "Palu"],
            ),
            country(
                "South Korea",
                "South Korean",
                "South Koreans",
                ["Seoul", "Busan", "Daegu", "Gwangju", "Ulsan"],
            ),
            country(
                "Malaysia",
                "Malaysian",
                "Malaysians",
                ["Kuala Lumpur", "Penang", "Ipoh", "Kuching", "Malacca"],
            ),
            country(
                "Cambodia",
                "Cambodian",
                "Cambodians",
                ["Phnom Penh", "Battambang", "Kampot", "Kratie", "Pursat"],
            ),
        ],
        men: ["Minh", "Budi", "Jun", "Hafiz", "Sokha", "Agus", "Hiroshi", "Wei"],
        women: ["Linh", "Dewi", "Mina", "Siti", "Sophea", "Ratna", "Yuki", "Mei"],
        surnames: [
            "Nguyen", "Santoso", "Kim", "Ismail", "Chea", "Wijaya", "Tanaka", "Tran", "Hidayat", "Seng",
        ],
        qualifiers: ["Mekong", "Java", "Straits", "Annam", "Jade", "Archipelago"],
        groups: ["Merdeka", "Samudra", "Garuda", "Hoalu"],
        companies: ["Mekotel", "Sinarco", "Hansol", "Bumitra"],
    },
    Region {
        name: "latin-america",
        countries: [
            country("Peru", "Peruvian", "Peruvians", ["Lima", "Arequipa", "Cusco", "Trujillo", "Iquitos"]),
            country("Colombia", "Colombian", "Colombians", ["Bogota", "Medellin", "Cali", "Cucuta", "Pasto"]),
            country("Bolivia", "Bolivian", "Bolivians", ["La Paz", "Cochabamba", "Oruro", "Potosi", "Sucre"]),
            country(
                "Honduras",
                "Honduran",
                "Hondurans",
                ["Tegucigalpa", "Choluteca", "Comayagua", "Tela", "Danli"],
            ),
            country(
                "Paraguay",
                "Paraguayan",
                "Paraguayans",
                ["Asuncion", "Encarnacion", "Pilar", "Luque", "Caacupe"],
            ),
        ],
        men: ["Carlos", "Jorge", "Miguel", "Ricardo", "Hernan", "Pablo", "Ramiro", "Esteban"],
        women: ["Lucia", "Carmen", "Rosa", "Gabriela", "Beatriz", "Elena", "Paola", "Marcela"],
        surnames: [
            "Quispe", "Herrera", "Mendoza", "Rojas", "Vargas", "Castillo", "Benitez", "Molina", "Salazar",
            "Pineda",
        ],
        qualifiers: ["Andean", "Pampa", "Orinoco", "Condor", "Chaco", "Altiplano"],
        groups: ["Alborada", "Tinkuy", "Adelante", "Renacer"],
        companies: ["Andinatel", "Petrosol", "Minaluz", "Cobrex"],
    },
    Region {
        name: "eastern-europe",
        countries: [
            country("Ukraine", "Ukrainian", "Ukrainians", ["Kyiv", "Lviv", "Odesa", "Poltava", "Kharkiv"]),
            country(
                "Serbia",
                "Serbian",
                "Serbians",
                ["Belgrade", "Nis", "Subotica", "Kragujevac", "Leskovac"],
            ),
            country("Bulgaria", "Bulgarian", "Bulgarians", ["Sofia", "Plovdiv", "Varna", "Ruse", "Pleven"]),
            country("Romania", "Romanian", "Romanians", ["Bucharest", "Iasi", "Cluj", "Craiova", "Arad"]),
            country(
                "Hungary",
                "Hungarian",
                "Hungarians",
                ["Budapest", "Szeged", "Debrecen", "Miskolc", "Pecs"],
            ),
        ],
        men: ["Oleksandr", "Milan", "Ivan", "Andrei", "Gabor", "Petro", "Dragan", "Mihai"],
        women: ["Olena", "Jelena", "Irina", "Elena", "Zsofia", "Oksana", "Milica", "Ioana"],
        surnames: [
            "Kovalenko",
            "Petrovic",
            "Dimitrov",
            "Ionescu",
            "Szabo",
            "Bondar",
            "Jovanovic",
            "Georgiev",
            "Radu",
            "Horvath",
        ],
        qualifiers: ["Danube", "Carpathian", "Steppe", "Balkan", "Dniester", "Falcon"],
        groups: ["Svoboda", "Zarya", "Otpor", "Sokol"],
        companies: ["Dunavia", "Energotrans", "Karpatel", "Metalurg"],
    },
    Region {
        name: "western-europe",
        countries: [
            country("Germany", "German", "Germans", ["Berlin", "Hamburg", "Leipzig", "Cologne", "Kiel"]),
            country("Italy", "Italian", "Italians", ["Rome", "Naples", "Turin", "Bari", "Genoa"]),
            country("Norway", "Norwegian", "Norwegians", ["Oslo", "Bergen", "Stavanger", "Tromso", "Narvik"]),
            country("Belgium", "Belgian", "Belgians", ["Brussels", "Antwerp", "Ghent", "Liege", "Namur"]),
            country("Austria", "Austrian", "Austrians", ["Vienna", "Graz", "Linz", "Salzburg", "Innsbruck"]),
        ],
        men: ["Thomas", "Marco", "Lars", "Pieter", "Stefan", "Erik", "Paolo", "Matthias"],
        women: ["Anna", "Giulia", "Ingrid", "Sophie", "Katrin", "Astrid", "Chiara", "Helene"],
        surnames: [
            "Schneider",
            "Rossi",
            "Hansen",
            "Peeters",
            "Gruber",
            "Weber",
            "Conti",
            "Larsen",
            "Maes",
            "Wagner",
        ],
        qualifiers: ["Rhine", "Alpine", "Baltic", "Nordic", "Adriatic", "Flanders"],
        groups: ["Aurora", "Avanti", "Fremtid", "Horizont"],
        companies: ["Nordkabel", "Rheinstahl", "Alpitel", "Benelco"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_list_holds_a_name_twice() {
        for region in &REGIONS {
            let surnames: BTreeSet<_> = region.surnames.iter().collect();
            assert_eq!(surnames.len(), region.surnames.len(), "{}", region.name);
            let cities: BTreeSet<_> = region.countries.iter().flat_map(|c| &c.cities).collect();
            assert_eq!(cities.len(), 25, "{}", region.name);
        }
    }
}
