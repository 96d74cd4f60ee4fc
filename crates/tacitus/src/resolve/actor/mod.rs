//! Phrases -> parties: country, sector, kind, who.
