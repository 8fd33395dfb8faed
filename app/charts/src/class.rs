//! The tokens of a chart: each is a colour to plotters, a CSS class on a page, a rule in a file.
use plotters::style::Color;
use plotters_backend::BackendColor;

use crate::measure::text_width;

/// Pages may set a face that runs wider than the one measured.
const FACE_SLACK: f64 = 1.05;
const BOLD: f64 = 1.06;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $css:literal),+ $(,)?) => {
        /// What is drawn, by its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Class { $($(#[$doc])* $name),+ }

        impl Class {
            const ALL: &[Class] = &[$(Class::$name),+];

            /// The classes in the SVG, as the style sheet names them.
            pub(crate) fn css(self) -> &'static str {
                match self { $(Class::$name => $css),+ }
            }
        }
    };
}

classes! {
    Text = "t",
    TextBold = "t t-b",
    TextHl = "t t-hl",
    Small = "t-s",
    SmallBold = "t-s t-b",
    Tiny = "t-x",
    TinyBold = "t-x t-b",
    CellText = "t st1",
    CellTextHl = "t st4",
    /// The finding in a file.
    Take = "t-take",
    /// Paper of a file.
    Page = "page",
    Grid = "g-line",
    AxisLine = "a-line",
    Band = "band",
    Range = "range",
    RowHl = "rowhl",
    /// Dashed: a reference that is not a city.
    Reference = "step",
    Lead = "lead-l",
    Stem = "stem",
    StemHl = "stem-hl",
    Dot = "dot",
    DotHl = "dot-hl",
    DotOpen = "dot-open",
    DotOpenHl = "dot-open-hl",
    /// Pale with an outline: too few cases to compare.
    DotGrey = "lead-l bar-bg",
    Line = "line",
    LineGhost = "line-ghost",
    LineHl = "line-hl",
    CellYes = "s1",
    CellYesHl = "s4",
    CellNo = "lead-l cell-no",
    Hatch = "lead-l hatch",
    City1 = "ln c1",
    City2 = "ln c2",
    City3 = "ln c3",
    City4 = "ln c4",
    City5 = "ln c5",
    City6 = "ln c6",
    City7 = "ln c7",
    City8 = "ln c8",
    City9 = "ln c9",
}

impl Class {
    /// The token of a line that a caller names by its class, if there is one.
    pub(crate) fn line(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| {
            let css = class.css();
            matches!(class, Self::Line | Self::LineGhost | Self::LineHl | Self::Reference) && css == name
                || css.strip_prefix("ln ") == Some(name)
        })
    }

    /// The token behind a colour that came back from plotters.
    pub(crate) fn of(color: BackendColor) -> Self {
        let (mark, index, _) = color.rgb;
        let class = Self::ALL.get(usize::from(index)).filter(|_| mark == MARK);
        debug_assert!(class.is_some(), "a colour that is no token: {:?}", color.rgb);
        class.copied().unwrap_or(Self::Tiny)
    }

    /// Height of its letters in px; 0 for shapes.
    pub(crate) fn size(self) -> f64 {
        match self.css().split(' ').next() {
            Some("t-take") => 18.0,
            Some("t") => 14.0,
            Some("t-s") => 13.0,
            Some("t-x") => 12.0,
            _ => 0.0,
        }
    }

    /// Room in px that a text of this class asks for, a little on the safe side.
    pub(crate) fn width(self, text: &str) -> f64 {
        let bold = self.css().split(' ').any(|c| matches!(c, "t-b" | "t-hl" | "t-take"));
        text_width(text, self.size()) * FACE_SLACK * if bold { BOLD } else { 1.0 }
    }
}

const MARK: u8 = 0xC1;

impl Color for Class {
    fn to_backend_color(&self) -> BackendColor {
        let rgb = (MARK, *self as u8, 0);
        BackendColor { alpha: 1.0, rgb }
    }
}

/// The rules of the style sheet with the light colours resolved, for files.
pub(crate) const FILE_STYLE: &str = "\
.page{fill:#fff}.t{fill:#141b21;font-size:14px}.t-s{fill:#3d4850;font-size:13px}\
.t-x{fill:#56626b;font-size:12px}.t-b{font-weight:600}.t-hl{fill:#14558d;font-weight:600}\
.t-take{fill:#141b21;font-size:18px;font-weight:600}\
.end{text-anchor:end}.mid{text-anchor:middle}\
.g-line{stroke:#e3e8ea;fill:none}.a-line{stroke:#74808a;fill:none}\
.band{fill:#f1f4f6}.range{stroke:#c2cacf;stroke-width:2;fill:none}.rowhl{fill:#eff5fa}\
.step{fill:none;stroke:#141b21;stroke-width:1.5;stroke-dasharray:5 3}\
.lead-l{stroke:#a9b3ba;fill:none}.stem{stroke:#a9b3ba;stroke-width:2}\
.stem-hl{stroke:#14558d;stroke-width:3}.dot{fill:#7e8a92}.dot-hl{fill:#14558d}\
.dot-open{fill:#fff;stroke:#7e8a92;stroke-width:2}\
.dot-open-hl{fill:#fff;stroke:#14558d;stroke-width:2}.bar-bg{fill:#dbe1e4}\
.line{fill:none;stroke:#a9b3ba;stroke-width:1.5;stroke-linejoin:round}\
.line-ghost{fill:none;stroke:#d3dade;stroke-width:1.25;stroke-linejoin:round}\
.line-hl{fill:none;stroke:#14558d;stroke-width:3;stroke-linejoin:round;stroke-linecap:round}\
.s1{fill:#cfe0ee}.s4{fill:#14558d}.st1{fill:#141b21}.st4{fill:#fff}\
.ln{fill:none;stroke-width:2;stroke-linejoin:round}\
.c1{stroke:#332288}.c2{stroke:#2b7fb0}.c3{stroke:#23877a}.c4{stroke:#117733}.c5{stroke:#5d6600}\
.c6{stroke:#b57d17}.c7{stroke:#c34d5e}.c8{stroke:#882255}.c9{stroke:#a03f92}";

/// Faces of a file by language, own script first.
pub(crate) fn file_face(lang: &str) -> &'static str {
    if lang.starts_with("zh") {
        "\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans SC\",\"Noto Sans CJK SC\",\"Segoe UI\",Arial,sans-serif"
    } else {
        "\"Segoe UI\",\"Noto Sans\",\"Helvetica Neue\",Arial,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans SC\",\"Noto Sans CJK SC\",sans-serif"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_comes_back_and_is_styled_in_files() {
        for class in Class::ALL {
            assert_eq!(Class::of(class.to_backend_color()), *class);
            for name in class.css().split(' ').filter(|n| !matches!(*n, "hatch" | "cell-no")) {
                assert!(FILE_STYLE.contains(&format!(".{name}{{")), "{name}");
            }
        }
    }

    #[test]
    fn lines_are_known_by_name() {
        assert_eq!(Class::line("c3"), Some(Class::City3));
        assert_eq!(Class::line("line-ghost"), Some(Class::LineGhost));
        assert_eq!(Class::line("dot"), None);
    }

    #[test]
    fn letters_are_12_px_or_more() {
        let small = Class::ALL.iter().filter(|c| c.css().starts_with('t')).map(|c| c.size());
        assert!(small.into_iter().all(|size| size >= 12.0));
    }
}
