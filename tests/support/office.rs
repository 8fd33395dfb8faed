//! LibreOffice, where it is: files that the program writes are opened by what offices open them with.

use std::{path::PathBuf, process::Command};

use crate::{board::Folder, program::without};

fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::env::split_paths(&path).map(|folder| folder.join("soffice"));
    let found = all.into_iter().find(|file| file.is_file());
    if found.is_none() {
        without("LibreOffice (soffice) is not here, so no file is opened with it");
    }
    found
}

/// A file as LibreOffice saves it in another format, each given by its ending; none where it is not here, which is said.
#[must_use]
pub fn converted(bytes: &[u8], from: &str, to: &str) -> Option<Vec<u8>> {
    let program = program()?;
    let folder = Folder::new();
    let file = folder.0.join(format!("file.{from}"));
    std::fs::write(&file, bytes).unwrap();
    // A profile of its own: two at once would wait for each other.
    let profile = format!("-env:UserInstallation=file://{}", folder.0.join("profile").display());
    let out = Command::new(program)
        .args([profile.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(&folder.0)
        .arg(&file)
        .output()
        .unwrap();
    let made = folder.0.join(format!("file.{to}"));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(made.is_file(), "LibreOffice does not open it: {said}");
    Some(std::fs::read(made).unwrap())
}

/// True if the bytes hold these.
#[must_use]
pub fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|w| w == what.as_bytes())
}

/// How many pages a PDF has: as Chromium and LibreOffice write them, their objects are not packed.
#[must_use]
pub fn pages(pdf: &[u8]) -> usize {
    let text: String = pdf
        .iter()
        .map(|b| char::from(*b))
        .filter(|c| !c.is_whitespace())
        .collect();
    text.split("/Type/Page")
        .skip(1)
        .filter(|rest| !rest.starts_with('s'))
        .count()
}
