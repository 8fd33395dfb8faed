//! PNG of a chart's file: its SVG through resvg, set in the embedded font alone, so that the
//! picture is the same on every machine. The database of that one font is made once and shared.
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb};

const REGULAR: &[u8] = include_bytes!("../font/NotoSansCJKsc-Regular.subset.otf");
const BOLD: &[u8] = include_bytes!("../font/NotoSansCJKsc-Bold.subset.otf");
const FAMILY: &str = "Noto Sans CJK SC";

/// Longest side of a PNG in px.
const LONGEST: f32 = 8_000.0;
/// Most pixels of a PNG: 4 bytes each while it is drawn.
const MOST: f32 = 32_000_000.0;

/// Why there is no PNG.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The text is not an SVG picture.
    #[error("not an SVG picture: {0}")]
    Svg(#[from] usvg::Error),
    /// A side would be longer than 8,000 px, the whole more than 32 million px, or nothing.
    #[error("a picture of {width} × {height} px cannot be drawn")]
    Size {
        /// Width in px.
        width: f32,
        /// Height in px.
        height: f32,
    },
    /// The picture could not be compressed.
    #[error("the picture could not be compressed: {0}")]
    Encode(String),
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let make = || {
        let mut fonts = fontdb::Database::new();
        for data in [REGULAR, BOLD] {
            // Static bytes: the database refers to them and copies nothing.
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(data)));
        }
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    FONTS.get_or_init(make).clone()
}

/// A chart's file (made with [`Frame::standalone`](crate::Frame)) as PNG; a scale of 2 is usual.
///
/// A picture longer than 8,000 px a side or of more than 32 million px is refused before anything is drawn.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let mut options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: fonts(),
        ..Options::default()
    };
    // Charts hold no pictures; nothing may make the program read a file.
    options.image_href_resolver = usvg::ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    let tree = Tree::from_str(svg, &options)?;
    let (width, height) = (
        (tree.size().width() * scale).ceil(),
        (tree.size().height() * scale).ceil(),
    );
    let refused = PngError::Size { width, height };
    // Written so that what is not a number is refused too.
    if !(width >= 1.0 && height >= 1.0 && width <= LONGEST && height <= LONGEST && width * height <= MOST) {
        return Err(refused);
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(refused)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PngError::Encode(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    fn drawn(text: &str, class: &str) -> Pixmap {
        let style = crate::style::FILE_STYLE;
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="30"><style>text{{font-family:Arial,"Noto Sans CJK SC"}}{style}</style><rect class="page" width="100" height="30"/><text class="{class}" x="5" y="20">{text}</text></svg>"##
        );
        Pixmap::decode_png(&png(&svg, 2.0).unwrap()).unwrap()
    }

    /// How much is drawn: the sum of darkness.
    fn ink(text: &str, class: &str) -> u64 {
        drawn(text, class)
            .pixels()
            .iter()
            .map(|p| u64::from(255 - p.green()))
            .sum()
    }

    #[test]
    fn a_file_becomes_a_picture_of_its_size() {
        let svg = crate::strip(&crate::Strip::default(), &check::framed(400, true));
        let picture = Pixmap::decode_png(&png(&svg, 2.0).unwrap()).unwrap();
        assert_eq!(picture.width(), 2 * 432);
    }

    #[test]
    fn bold_is_bold_and_small_is_smaller() {
        let (regular, bold) = (ink("长沙 91.5", "t"), ink("长沙 91.5", "t t-b"));
        assert!(regular > 0 && bold * 10 > regular * 12, "{regular} {bold}");
        assert!(ink("长沙 91.5", "t-x") < regular);
    }

    #[test]
    fn what_the_font_lacks_is_a_box() {
        for lacking in ["龘", "\u{1F600}", "ع"] {
            assert!(
                ink(lacking, "t") > ink("·", "t") && ink(lacking, "t t-b") > 0,
                "{lacking}"
            );
        }
    }

    /// How two Chinese words stand in a chart's PNG, four dots a letter: the darker, the later in the alphabet.
    const KNOWN: &str = include_str!("../font/known.txt");

    fn cells(text: &str) -> Vec<String> {
        let picture = drawn(text, "t t-b");
        let dark = |x: u32, y: u32| picture.pixel(x, y).map_or(0, |p| u32::from(255 - p.green()));
        let cell = |x: u32, y: u32| {
            let sum = dark(x, y) + dark(x + 1, y) + dark(x, y + 1) + dark(x + 1, y + 1);
            char::from(b'a' + u8::try_from(sum * 5 / 1021).unwrap())
        };
        let line = |y: u32| (0..picture.width() / 2).map(|x| cell(2 * x, 2 * y)).collect();
        (0..picture.height() / 2).map(line).collect()
    }

    /// How many cells differ by more than a shade, as they may by another processor's rounding.
    fn apart(a: &[String], b: &[String]) -> usize {
        let pairs = a.iter().flat_map(|l| l.bytes()).zip(b.iter().flat_map(|l| l.bytes()));
        pairs.filter(|(a, b)| a.abs_diff(*b) > 1).count()
    }

    #[test]
    fn chinese_stands_as_it_is_known_to() {
        let known: Vec<String> = KNOWN.lines().map(str::to_owned).collect();
        let now = cells("苏州演示");
        assert_eq!(known.len(), now.len(), "\n{}", now.join("\n"));
        assert!(apart(&known, &now) < 10, "\n{}", now.join("\n"));
        for other in ["龘龘龘龘", "昆明演示", "苏州演"] {
            assert!(apart(&known, &cells(other)) > 60, "{other} is something else");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let svg = crate::strip(&crate::Strip::default(), &check::framed(1600, true));
        for scale in [6.0, 0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(matches!(png(&svg, scale), Err(PngError::Size { .. })), "{scale}");
        }
        assert!(matches!(png("<p>", 2.0), Err(PngError::Svg(_))));
        assert!(matches!(png("<svg", 2.0), Err(PngError::Svg(_))));
    }
}
