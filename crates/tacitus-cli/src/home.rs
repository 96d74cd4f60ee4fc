//! Where `models/` and `assets/` lie. Takes what the user said and where the program stands, gives the
//! folders, or a message that names every place that was looked at. It never reads what is in them.
//!
//! Example: with the program at `/opt/tacitus/bin/tacitus` and `/opt/tacitus/models`, `/opt/tacitus/assets`
//! beside it, the home is `/opt/tacitus`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What the search for the home starts from.
pub struct Clues<'a> {
    /// `--home`.
    pub flag: Option<&'a Path>,
    /// The variable TACITUS_HOME.
    pub variable: Option<&'a Path>,
    /// The program's own file.
    pub program: Option<&'a Path>,
    /// The workspace the program was built in.
    pub built_in: &'a Path,
    /// Which folders it must hold: `assets`, and `models` unless the network was named by `--weights`.
    pub needs: &'a [&'a str],
}

/// The folder that holds `models/` and `assets/`. What the user named is taken or refused, never passed
/// over.
pub fn find(clues: &Clues<'_>) -> Result<PathBuf, String> {
    let named = clues.flag.map(|dir| ("--home", dir)).or(clues.variable.map(|dir| ("TACITUS_HOME", dir)));
    if let Some((by, dir)) = named {
        return match missing(dir, clues.needs) {
            None => Ok(dir.to_path_buf()),
            Some(what) => Err(format!(
                "`{}` (by {by}) has no folder `{what}`\nhint: name the folder that holds {}",
                dir.display(),
                both(clues.needs)
            )),
        };
    }
    let above = clues.program.into_iter().flat_map(|program| program.ancestors().skip(1));
    let mut looked: Vec<&Path> = above.filter(|dir| !dir.as_os_str().is_empty()).collect();
    if !looked.contains(&clues.built_in) {
        looked.push(clues.built_in);
    }
    match looked.iter().find(|dir| missing(dir, clues.needs).is_none()) {
        Some(dir) => Ok(dir.to_path_buf()),
        None => Err(not_found(&looked, clues.needs)),
    }
}

/// The folder of the trained network: the only one in `models/` that has a manifest.
pub fn weights(home: &Path) -> Result<PathBuf, String> {
    let models = home.join("models");
    let mut found: Vec<PathBuf> = std::fs::read_dir(&models)
        .map_err(|e| format!("cannot look into `{}`: {e}", models.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|dir| dir.join("manifest.toml").is_file())
        .collect();
    found.sort();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(format!(
            "no trained network in `{}`\nhint: a network is a folder with a `manifest.toml`; name one with --weights",
            models.display()
        )),
        many => Err(format!(
            "{} trained networks in `{}`\nhint: choose one with --weights, for example --weights {}",
            many.len(),
            models.display(),
            many[0].display()
        )),
    }
}

fn missing<'a>(dir: &Path, needs: &[&'a str]) -> Option<&'a str> {
    needs.iter().copied().find(|name| !dir.join(name).is_dir())
}

fn both(needs: &[&str]) -> String {
    needs.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}

fn not_found(looked: &[&Path], needs: &[&str]) -> String {
    let mut message = format!("found no folder that holds {}; looked at", both(needs));
    for dir in looked {
        let _ = write!(message, "\n  {}", dir.display());
    }
    message + "\nhint: name it with --home DIR or the variable TACITUS_HOME"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::create_dir_all;

    fn clues<'a>(program: &'a Path, built_in: &'a Path) -> Clues<'a> {
        Clues { flag: None, variable: None, program: Some(program), built_in, needs: &["assets", "models"] }
    }

    #[test]
    fn the_nearest_folder_above_the_program_wins() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        for inner in ["models", "assets", "a/models", "a/assets", "a/bin/models"] {
            create_dir_all(dir.path().join(inner)).expect("a folder can be made");
        }
        let (program, elsewhere) = (dir.path().join("a/bin/tacitus"), dir.path().join("nowhere"));
        assert_eq!(find(&clues(&program, &elsewhere)), Ok(dir.path().join("a")));
        assert_eq!(
            find(&clues(&elsewhere.join("tacitus"), &dir.path().join("a"))),
            Ok(dir.path().to_owned())
        );
    }

    #[test]
    fn what_was_named_is_never_passed_over() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        for inner in ["models", "assets", "half/models"] {
            create_dir_all(dir.path().join(inner)).expect("a folder can be made");
        }
        let program = dir.path().join("tacitus");
        let mut clues = clues(&program, dir.path());
        let half = dir.path().join("half");
        clues.variable = Some(&half);
        let message = find(&clues).expect_err("the folder named lacks assets");
        assert!(message.contains("TACITUS_HOME") && message.contains("`assets`"), "{message}");
        clues.needs = &["models"];
        assert_eq!(find(&clues), Ok(half.clone()));
        clues.flag = Some(dir.path());
        assert_eq!(find(&clues), Ok(dir.path().to_owned()));
    }

    #[test]
    fn all_places_are_named_when_nothing_is_found() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        let (program, built_in) = (dir.path().join("bin/tacitus"), dir.path().join("src"));
        let message = find(&clues(&program, &built_in)).expect_err("there is nothing to find");
        for place in [dir.path().join("bin"), built_in] {
            assert!(message.contains(&place.display().to_string()), "{message}");
        }
    }

    #[test]
    fn of_several_networks_none_is_taken_silently() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        let add = |name: &str| {
            create_dir_all(dir.path().join("models").join(name)).expect("a folder can be made");
            std::fs::write(dir.path().join("models").join(name).join("manifest.toml"), "").expect("written");
        };
        create_dir_all(dir.path().join("models/notes")).expect("a folder can be made");
        assert!(weights(dir.path()).is_err());
        add("one");
        assert_eq!(weights(dir.path()), Ok(dir.path().join("models/one")));
        add("two");
        assert!(weights(dir.path()).expect_err("there are two").contains("--weights"));
    }
}
