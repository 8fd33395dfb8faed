//! Evidence: what kind of file something is, by its content and never by its name; how it is called; and what of it a
//! version freezes. Executables, scripts and pages that a browser would run are refused.

use serde::{Deserialize, Serialize};

mod sniff;

pub use sniff::Sniffer;

/// Most characters of a file's name.
pub const FILE_NAME_MAX: usize = 120;

/// The item of a report under which the scan of a paper sign-off stands.
pub const SIGNATURE: &str = "signature";

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A PDF document.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A GIF picture.
    Gif,
    /// A WebP picture.
    Webp,
    /// A Word document in Office Open XML.
    Docx,
    /// A workbook in Office Open XML.
    Xlsx,
    /// A presentation in Office Open XML.
    Pptx,
    /// A text document of the older Office or of WPS.
    Doc,
    /// A workbook of the older Office or of WPS.
    Xls,
    /// A presentation of the older Office or of WPS.
    Ppt,
    /// Plain text, tables as CSV among it.
    Text,
    /// A ZIP archive.
    Zip,
    /// An MP4 film.
    Mp4,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 14] = [
        FileKind::Pdf,
        FileKind::Png,
        FileKind::Jpeg,
        FileKind::Gif,
        FileKind::Webp,
        FileKind::Docx,
        FileKind::Xlsx,
        FileKind::Pptx,
        FileKind::Doc,
        FileKind::Xls,
        FileKind::Ppt,
        FileKind::Text,
        FileKind::Zip,
        FileKind::Mp4,
    ];

    /// Name, media type, and the endings of its names, the usual one first.
    const fn facts(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            FileKind::Pdf => ("pdf", "application/pdf", &["pdf"]),
            FileKind::Png => ("png", "image/png", &["png"]),
            FileKind::Jpeg => ("jpeg", "image/jpeg", &["jpg", "jpeg", "jfif"]),
            FileKind::Gif => ("gif", "image/gif", &["gif"]),
            FileKind::Webp => ("webp", "image/webp", &["webp"]),
            FileKind::Docx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                &["docx", "wps"],
            ),
            FileKind::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                &["xlsx", "et"],
            ),
            FileKind::Pptx => (
                "pptx",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                &["pptx", "dps"],
            ),
            FileKind::Doc => ("doc", "application/msword", &["doc", "wps"]),
            FileKind::Xls => ("xls", "application/vnd.ms-excel", &["xls", "et"]),
            FileKind::Ppt => ("ppt", "application/vnd.ms-powerpoint", &["ppt", "dps"]),
            FileKind::Text => ("text", "text/plain", &["txt", "csv", "tsv", "md"]),
            FileKind::Zip => ("zip", "application/zip", &["zip"]),
            FileKind::Mp4 => ("mp4", "video/mp4", &["mp4", "m4v", "mov"]),
        }
    }

    /// The name in the database and in versions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().0
    }

    /// The kind of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        FileKind::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        self.facts().1
    }

    /// True of pictures that a page may show.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, FileKind::Png | FileKind::Jpeg | FileKind::Gif | FileKind::Webp)
    }

    /// A name that ends as files of this kind do: what opens it is chosen by the ending, so another one gets the right
    /// one behind it.
    #[must_use]
    pub fn named(self, name: &str) -> String {
        let endings = self.facts().2;
        match name.rsplit_once('.') {
            Some((_, ending)) if endings.contains(&ending.to_ascii_lowercase().as_str()) => name.to_owned(),
            _ => format!("{name}.{}", endings[0]),
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// No file was chosen.
    #[error("no file")]
    Missing,
    /// It has no bytes.
    #[error("empty")]
    Empty,
    /// It has more bytes than the setting allows.
    #[error("more than {megabytes} MB")]
    TooLarge {
        /// The limit, in millions of bytes.
        megabytes: u64,
    },
    /// A program, or a document that carries one.
    #[error("a program")]
    Program,
    /// A page or drawing that a browser would run: HTML, SVG, XML.
    #[error("a page with code")]
    Markup,
    /// None of the kinds that are taken.
    #[error("an unknown kind")]
    Unknown,
    /// The name is longer than [`FILE_NAME_MAX`] characters.
    #[error("the name is too long")]
    LongName,
    /// The name is empty, or holds a path or control characters.
    #[error("the name is no file's name")]
    BadName,
    /// The connection was cut before its end.
    #[error("cut off")]
    Cut,
}

/// A file's name as it is kept: of any script, without path, control and direction-changing characters.
///
/// # Errors
/// [`FileFault::BadName`], [`FileFault::LongName`].
pub fn file_name(sent: &str) -> Result<String, FileFault> {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = sent.chars().filter(|c| !turns(*c)).collect();
    let name = name.trim();
    if name.chars().count() > FILE_NAME_MAX {
        return Err(FileFault::LongName);
    }
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if name.trim_matches('.').is_empty() || name.chars().any(odd) {
        return Err(FileFault::BadName);
    }
    Ok(name.to_owned())
}

/// A file as a version names it, for ever.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrozenFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub hash: String,
    /// What it is.
    pub kind: FileKind,
    /// Bytes.
    pub size: u64,
}

impl FrozenFile {
    /// Where it is downloaded, for who may see what it stands at.
    #[must_use]
    pub fn href(&self) -> String {
        let mut path = format!("/files/{}/", self.hash);
        for byte in self.name.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => path.push(char::from(byte)),
                byte => path.push_str(&format!("%{byte:02X}")),
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_any_script_and_no_path() {
        assert_eq!(file_name(" 佐证 (一).PDF ").as_deref(), Ok("佐证 (一).PDF"));
        assert_eq!(file_name("отчёт-ü.txt").as_deref(), Ok("отчёт-ü.txt"));
        assert_eq!(file_name("gpj\u{202e}.exe").as_deref(), Ok("gpj.exe"));
        for bad in [
            "",
            "  ",
            ".",
            "..",
            "../etc/passwd",
            "a\\b",
            "C:\\x.pdf",
            "a\0b",
            "a\nb",
        ] {
            assert_eq!(file_name(bad), Err(FileFault::BadName), "{bad:?}");
        }
        assert_eq!(file_name(&"佐".repeat(300)), Err(FileFault::LongName));
        assert!(file_name(&"佐".repeat(FILE_NAME_MAX)).is_ok());
    }

    #[test]
    fn a_name_ends_as_its_content_is() {
        assert_eq!(FileKind::Pdf.named("a.PDF"), "a.PDF");
        assert_eq!(FileKind::Pdf.named("a.hta"), "a.hta.pdf");
        assert_eq!(FileKind::Text.named("run.bat"), "run.bat.txt");
        assert_eq!(FileKind::Doc.named("通知.wps"), "通知.wps");
        assert_eq!(FileKind::Png.named("图"), "图.png");
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.name()), Some(kind));
        }
    }

    #[test]
    fn an_address_is_plain_ascii() {
        let file = FrozenFile {
            name: "佐 证/'.pdf".into(),
            hash: "ab".into(),
            kind: FileKind::Pdf,
            size: 1,
        };
        assert_eq!(file.href(), "/files/ab/%E4%BD%90%20%E8%AF%81%2F%27.pdf");
    }
}
