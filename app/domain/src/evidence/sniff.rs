//! Tells what a file is while it streams by: magic numbers of its head (crate `infer`), and for containers and texts
//! what is met on the way. Office documents are told from archives by the parts they must have.

use memchr::memmem;

use super::{FileFault, FileKind};

/// Bytes of the head that are kept.
const HEAD: usize = 4096;

/// What is looked for on the way, and what it shows. Names in a ZIP stand uncompressed, those in the older container as
/// UTF-16.
const SIGNS: [(&[u8], Sign); 13] = [
    (b"word/document.xml", Sign::Is(FileKind::Docx)),
    (b"xl/workbook.xml", Sign::Is(FileKind::Xlsx)),
    (b"xl/workbook.bin", Sign::Is(FileKind::Xlsx)),
    (b"ppt/presentation.xml", Sign::Is(FileKind::Pptx)),
    (b"vbaProject.bin", Sign::Program),
    (b"META-INF/MANIFEST.MF", Sign::Program),
    (b"AndroidManifest.xml", Sign::Program),
    (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", Sign::Is(FileKind::Doc)),
    (b"W\0p\0s\0D\0o\0c\0u\0m\0e\0n\0t\0", Sign::Is(FileKind::Doc)),
    (b"W\0o\0r\0k\0b\0o\0o\0k\0", Sign::Is(FileKind::Xls)),
    (b"E\0T\0B\0o\0o\0k\0", Sign::Is(FileKind::Xls)),
    (b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0", Sign::Is(FileKind::Ppt)),
    (b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0", Sign::Program),
];

/// The longest of them, less one: how much of a piece may begin a sign that ends in the next.
const OVERLAP: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is(FileKind),
    Program,
}

/// Looks at a file piece by piece.
#[derive(Clone, Debug)]
pub struct Sniffer {
    head: Vec<u8>,
    tail: Vec<u8>,
    found: [bool; SIGNS.len()],
    text: Text,
    size: u64,
}

impl Default for Sniffer {
    fn default() -> Self {
        Sniffer {
            head: Vec::new(),
            tail: Vec::new(),
            found: [false; SIGNS.len()],
            text: Text {
                plain: true,
                double: false,
            },
            size: 0,
        }
    }
}

impl Sniffer {
    /// The next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        let room = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..room]);
        self.text.feed(piece);
        if !is_container(&self.head) {
            return;
        }
        let seam = [&self.tail[..], &piece[..piece.len().min(OVERLAP)]].concat();
        for (i, (sign, _)) in SIGNS.iter().enumerate() {
            let here = |bytes: &[u8]| memmem::find(bytes, sign).is_some();
            self.found[i] = self.found[i] || here(&seam) || here(piece);
        }
        let whole = [&self.tail[..], piece].concat();
        self.tail = whole[whole.len().saturating_sub(OVERLAP)..].to_vec();
    }

    /// Bytes so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// What it is, after the last piece.
    ///
    /// # Errors
    /// [`FileFault::Empty`], [`FileFault::Program`], [`FileFault::Markup`], [`FileFault::Unknown`].
    pub fn kind(&self) -> Result<FileKind, FileFault> {
        if self.size == 0 {
            return Err(FileFault::Empty);
        }
        if is_container(&self.head) {
            return self.container();
        }
        let head = self.head.as_slice();
        if let Some(found) = infer::get(head) {
            let kind = match found.mime_type() {
                "application/pdf" => Some(FileKind::Pdf),
                "image/png" => Some(FileKind::Png),
                "image/jpeg" => Some(FileKind::Jpeg),
                "image/gif" => Some(FileKind::Gif),
                "image/webp" => Some(FileKind::Webp),
                "video/mp4" | "video/x-m4v" | "video/quicktime" => Some(FileKind::Mp4),
                _ => None,
            };
            if let Some(kind) = kind {
                return Ok(kind);
            }
            match found.matcher_type() {
                infer::MatcherType::App => return Err(FileFault::Program),
                infer::MatcherType::Text if found.mime_type() == "text/x-shellscript" => {
                    return Err(FileFault::Program);
                }
                // What begins like a picture or a font and is text all the same stays text.
                _ => {}
            }
        }
        self.as_text()
    }

    fn container(&self) -> Result<FileKind, FileFault> {
        let zip = self.head.starts_with(b"PK");
        let met = SIGNS.iter().zip(self.found).filter(|(_, met)| *met);
        let all: Vec<Sign> = met.map(|((_, sign), _)| *sign).collect();
        if all.contains(&Sign::Program) {
            return Err(FileFault::Program);
        }
        let fits = |kind: FileKind| {
            let newer = matches!(kind, FileKind::Docx | FileKind::Xlsx | FileKind::Pptx);
            newer == zip
        };
        let is = all.iter().find_map(|sign| match sign {
            Sign::Is(kind) if fits(*kind) => Some(*kind),
            _ => None,
        });
        match is {
            Some(kind) => Ok(kind),
            None if zip => Ok(FileKind::Zip),
            None => Err(FileFault::Unknown),
        }
    }

    fn as_text(&self) -> Result<FileKind, FileFault> {
        if !self.text.plain {
            return Err(FileFault::Unknown);
        }
        let head = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
        let start = head.trim_ascii_start();
        if start.starts_with(b"#!") {
            return Err(FileFault::Program);
        }
        let lower = self.head.to_ascii_lowercase();
        let tags: [&[u8]; 4] = [b"<svg", b"<html", b"<script", b"<!doctype"];
        if start.starts_with(b"<") || tags.iter().any(|tag| memmem::find(&lower, tag).is_some()) {
            return Err(FileFault::Markup);
        }
        Ok(FileKind::Text)
    }
}

/// A ZIP archive, or the container of the older Office.
fn is_container(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"PK\x05\x06")
        || head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Whether bytes are text in UTF-8 or GB 18030: no control characters, and above ASCII only pairs that either has.
#[derive(Clone, Copy, Debug)]
struct Text {
    plain: bool,
    double: bool,
}

impl Text {
    fn feed(&mut self, piece: &[u8]) {
        for byte in piece {
            let second = std::mem::take(&mut self.double);
            match byte {
                b'\t' | b'\n' | b'\r' | 0x0c => self.plain &= !second,
                0x00..=0x1f | 0x7f => self.plain = false,
                0x80..=0xff if !second => self.double = true,
                _ => {}
            }
            if !self.plain {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> Result<FileKind, FileFault> {
        // The same, whole or byte by byte.
        let (mut whole, mut pieces) = (Sniffer::default(), Sniffer::default());
        whole.feed(bytes);
        for byte in bytes {
            pieces.feed(&[*byte]);
        }
        assert_eq!(whole.kind(), pieces.kind());
        assert_eq!(whole.size(), bytes.len() as u64);
        whole.kind()
    }

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut all = Vec::new();
        for name in names {
            all.extend(b"PK\x03\x04");
            all.extend([0; 22]);
            all.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            all.extend([0; 2]);
            all.extend(name.as_bytes());
        }
        all
    }

    fn ole(name: &str) -> Vec<u8> {
        let mut all = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        all.extend([0; 900]);
        all.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        all.extend([0; 900]);
        all
    }

    #[test]
    fn kinds_are_told_by_content() {
        use FileKind as K;
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (bytes, is) in [
            (b"%PDF-1.7\n".to_vec(), K::Pdf),
            (png.to_vec(), K::Png),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), K::Jpeg),
            (b"GIF89a\x01\0\x01\0".to_vec(), K::Gif),
            (b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(), K::Webp),
            (zip(&["[Content_Types].xml", "word/document.xml"]), K::Docx),
            (zip(&["xl/workbook.xml"]), K::Xlsx),
            (zip(&["_rels/.rels", "ppt/presentation.xml"]), K::Pptx),
            (zip(&["一.txt"]), K::Zip),
            (ole("WordDocument"), K::Doc),
            (ole("WpsDocument"), K::Doc),
            (ole("Workbook"), K::Xls),
            (ole("PowerPoint Document"), K::Ppt),
            ("指标,数值\r\n网办率,91.2\r\n".as_bytes().to_vec(), K::Text),
            // 指标,数值 in GB 18030.
            (b"\xd6\xb8\xb1\xea,\xca\xfd\xd6\xb5\n".to_vec(), K::Text),
        ] {
            assert_eq!(kind(&bytes), Ok(is));
        }
    }

    #[test]
    fn what_would_run_is_refused() {
        use FileFault as F;
        let mut exe = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec();
        exe.extend([0; 200]);
        for (bytes, why) in [
            (Vec::new(), F::Empty),
            (exe, F::Program),
            ([&b"\x7fELF\x02\x01\x01"[..], &[0; 80][..]].concat(), F::Program),
            (b"#!/bin/sh\nrm -rf /\n".to_vec(), F::Program),
            (
                b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>".to_vec(),
                F::Markup,
            ),
            (b"\xef\xbb\xbf \n<!DOCTYPE html><p>x".to_vec(), F::Markup),
            (b"<?xml version=\"1.0\"?>\n<svg/>".to_vec(), F::Markup),
            (b"hello <SCRIPT>alert(1)</SCRIPT>".to_vec(), F::Markup),
            (zip(&["word/document.xml", "word/vbaProject.bin"]), F::Program),
            (zip(&["META-INF/MANIFEST.MF", "A.class"]), F::Program),
            (ole("Installer"), F::Unknown),
            (ole("EncryptedPackage"), F::Unknown),
            (b"\0\x01\x02\x03 nothing".to_vec(), F::Unknown),
        ] {
            assert_eq!(
                kind(&bytes),
                Err(why),
                "{:?}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(40)])
            );
        }
    }
}
