//! The tokens of a chart: each is a colour to plotters, a CSS class on a page, a rule in a file.
use plotters::style::Color;
use plotters_backend::BackendColor;

use crate::measure::width_of;

/// Pages may set a face that runs wider than the one measured.
const FACE_SLACK: f64 = 1.05;

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
    SmallHl = "t-s t-hl",
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
    /// Dashed and dotted: a target path.
    Target = "aim",
    /// A path as it was before a revision.
    TargetOld = "aim-old",
    /// An open sign: a target on a row, or where a path was revised.
    TargetMark = "aim-mark",
    /// The place of a target on a row.
    Tick = "aim-tick",
    /// Where a definition or an area changed, and the strokes across its foot.
    Break = "brk",
    BreakFoot = "brk-foot",
    /// Where a city began.
    Baseline = "base-tick",
    /// From a value up to its target, with its hatch, and from the target to a value beyond it.
    Short = "gap-short",
    ShortHatch = "gap-short-h",
    Beyond = "gap-met",
    Lead = "lead-l",
    Stem = "stem",
    StemHl = "stem-hl",
    Dot = "dot",
    DotHl = "dot-hl",
    DotOpen = "dot-open",
    DotOpenHl = "dot-open-hl",
    /// Around a value that was corrected.
    Ring = "ring",
    /// Pale with an outline: too few cases to compare.
    DotGrey = "lead-l bar-bg",
    Bar = "bar",
    BarHl = "bar-hl",
    Line = "line",
    LineGhost = "line-ghost",
    LineHl = "line-hl",
    CellYes = "s1",
    CellYesHl = "s4",
    CellNo = "lead-l cell-no",
    /// Submitted, not accepted: outlined, not filled.
    CellOpen = "cell-open",
    /// Tasks by state: an edge around each, a hatch where strokes tell it.
    StateOpen = "st-open",
    StatePale = "st-pale",
    StateDone = "st-done",
    StateLate = "st-late",
    StateLateHatch = "st-late-h",
    StateMoved = "st-moved",
    StateMovedHatch = "st-moved-h",
    /// Milestones: open, filled, filled in a second outline, and the place before a move.
    MarkDue = "ms-due",
    MarkDone = "ms-done",
    MarkLate = "ms-late",
    MarkLateEdge = "ms-late-e",
    MarkOld = "ms-old",
    /// From the old place to the new one, and beyond the edge of a time scale.
    Arrow = "ms-arrow",
    ArrowHead = "ms-head",
    /// The present day.
    Today = "now",
    Step4m = "h-4m",
    Step3m = "h-3m",
    Step2m = "h-2m",
    Step1m = "h-1m",
    Step0 = "h-0",
    Step1p = "h-1p",
    Step2p = "h-2p",
    Step3p = "h-3p",
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
        width_of(text, self.size(), bold) * FACE_SLACK
    }
}

macro_rules! withs {
    ($($(#[$doc:meta])* $name:ident = $css:literal),+ $(,)?) => {
        /// What a token is drawn with besides its own class.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum With { $($(#[$doc])* $name),+ }

        impl With {
            const ALL: &[With] = &[$(With::$name),+];

            /// The second class in the SVG.
            pub(crate) fn css(self) -> &'static str {
                match self { $(With::$name => $css),+ }
            }
        }
    };
}

withs! {
    Nothing = "",
    /// Dashed: leads to what is submitted, not accepted.
    Open = "line-open",
    /// An edge of paper, for a text on a hatch.
    Halo = "halo",
    /// Ink on a pale and on a dark step of an amount.
    OnPale = "st1",
    OnDark = "st4",
    On4m = "ht-4m",
    On3m = "ht-3m",
    On2m = "ht-2m",
    On1m = "ht-1m",
    On0 = "ht-0",
    On1p = "ht-1p",
    On2p = "ht-2p",
    On3p = "ht-3p",
}

/// A class and what it is drawn with: the colour that plotters carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token(pub(crate) Class, pub(crate) With);

impl From<Class> for Token {
    fn from(class: Class) -> Self {
        Self(class, With::Nothing)
    }
}

impl Token {
    /// The token behind a colour that came back from plotters.
    pub(crate) fn of(color: BackendColor) -> Self {
        let (mark, class, with) = color.rgb;
        let class = Class::ALL.get(usize::from(class)).filter(|_| mark == MARK);
        debug_assert!(class.is_some(), "a colour that is no token: {:?}", color.rgb);
        let with = With::ALL.get(usize::from(with)).copied().unwrap_or(With::Nothing);
        Self(class.copied().unwrap_or(Class::Tiny), with)
    }

    /// All its classes in the SVG.
    pub(crate) fn css(self) -> String {
        format!("{} {}", self.0.css(), self.1.css()).trim_end().to_owned()
    }
}

const MARK: u8 = 0xC1;

impl Color for Token {
    fn to_backend_color(&self) -> BackendColor {
        let rgb = (MARK, self.0 as u8, self.1 as u8);
        BackendColor { alpha: 1.0, rgb }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::FILE_STYLE;

    #[test]
    fn every_token_comes_back_and_is_styled_in_files() {
        let styled = |name: &str| {
            ["{", ","]
                .iter()
                .any(|end| FILE_STYLE.contains(&format!(".{name}{end}")))
        };
        for class in Class::ALL {
            for with in With::ALL {
                let token = Token(*class, *with);
                assert_eq!(Token::of(token.to_backend_color()), token);
            }
            for name in class.css().split(' ').filter(|n| !matches!(*n, "hatch" | "cell-no")) {
                assert!(styled(name), "{name}");
            }
        }
        assert!(With::ALL[1..].iter().all(|with| styled(with.css())));
    }

    #[test]
    fn the_style_sheet_of_pages_knows_every_class() {
        let sheet = include_str!("../../../style/app.css");
        let names = Class::ALL.iter().flat_map(|c| c.css().split(' '));
        let names = names.chain(With::ALL[1..].iter().map(|w| w.css()));
        // Paper and finding stand in files only; the last three are told apart by shape alone.
        for name in names.filter(|n| !matches!(*n, "page" | "t-take" | "hatch" | "cell-no" | "ln")) {
            let known = ["{", " ", ","]
                .iter()
                .any(|end| sheet.contains(&format!("svg .{name}{end}")));
            assert!(known, "{name}");
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
