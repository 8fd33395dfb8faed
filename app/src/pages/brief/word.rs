//! A brief as a Word file in the layout of official papers: A4, 小标宋 in its common stand-in for the title, 黑体 and 仿宋 for
//! headings and text, page numbers between dashes. Word and WPS take the nearest font where one is lacking.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Pic, Run, RunFonts,
};
use domain::{calendar::beijing, lang::Lang};
use jiff::Timestamp;

use super::content::{Brief, Picture, wide};
use crate::components::bits::escape;

/// Twips in a millimetre, and English metric units.
const TWIPS: f64 = 56.693;
const EMU: f64 = 36_000.0;
/// A4, and its margins, mm: top and bottom, left and right.
const PAPER: (f64, f64) = (210.0, 297.0);
const MARGINS: (f64, f64) = (20.0, 24.0);
/// What is left to text and charts of the second page below its heading, mm, and what the lines beside a chart take: one of
/// its sentence, one of its source, its name with the space around.
const ROOM: f64 = 243.0;
const LINE: f64 = 5.9;
const SMALL: f64 = 4.1;
const NAME: f64 = 9.0;
/// The widest that a chart may be, and the least height that can be read, mm.
const WIDEST: f64 = 162.0;
const LEAST: f64 = 34.0;
/// How many dots of a chart's picture one px has.
const SCALE: f32 = 2.0;

/// The fonts of the file, each with the names that stand in for it.
const FONTS: [(&str, &str, &str); 4] = [
    ("Times New Roman", "Liberation Serif", "roman"),
    (BODY, "FangSong,仿宋,STFangsong", "modern"),
    (HEADS, "黑体,STHeiti,Microsoft YaHei", "swiss"),
    (TITLE, "宋体,STSong", "roman"),
];
const BODY: &str = "仿宋_GB2312";
const HEADS: &str = "SimHei";
const TITLE: &str = "SimSun";

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub(super) enum WordError {
    /// A chart could not be drawn.
    #[error("a chart: {0}")]
    Chart(#[from] charts::PngError),
    /// The picture of a chart is none.
    #[error("a chart's picture is no PNG")]
    Picture,
    /// The parts could not be packed.
    #[error("the file: {0}")]
    Pack(String),
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "millimetres of a page"
)]
fn units(mm: f64, unit: f64) -> u32 {
    (mm * unit).round() as u32
}

fn twips(mm: f64) -> i32 {
    i32::try_from(units(mm, TWIPS)).unwrap_or(0)
}

/// Letters in the Latin font, Chinese in this one.
fn fonts(chinese: &str) -> RunFonts {
    RunFonts::new()
        .ascii("Times New Roman")
        .hi_ansi("Times New Roman")
        .cs("Times New Roman")
        .east_asia(chinese)
}

/// A text as XML may hold it; a size in half points.
fn run(text: &str, font: &str, size: usize) -> Run {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Run::new().add_text(text).fonts(fonts(font)).size(size)
}

/// Lines of exactly so many twentieths of a point, with so many before.
fn lines(height: i32, before: u32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(height)
        .before(before)
        .after(0)
}

fn centred(text: &str, font: &str, size: usize, height: i32) -> Paragraph {
    let text = run(text, font, size);
    Paragraph::new()
        .add_run(text)
        .align(AlignmentType::Center)
        .line_spacing(lines(height, 0))
}

fn ruled(paragraph: Paragraph) -> Paragraph {
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(12)
        .space(4)
        .color("000000");
    let mut paragraph = paragraph;
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(rule));
    paragraph
}

fn heading(text: &str) -> Paragraph {
    Paragraph::new()
        .add_run(run(text, HEADS, 28))
        .outline_lvl(0)
        .keep_next(true)
        .line_spacing(lines(400, 120))
}

/// A paragraph of text; a part before it stands out.
fn text(strong: &str, text: &str) -> Paragraph {
    sized(strong, text, (22, 330))
}

/// The same in a size, half points, and lines of a height, twentieths of a point.
fn sized(strong: &str, text: &str, (size, height): (usize, i32)) -> Paragraph {
    let mut paragraph = Paragraph::new();
    if !strong.is_empty() {
        paragraph = paragraph.add_run(run(strong, HEADS, size));
    }
    paragraph
        .add_run(run(text, BODY, size))
        .line_spacing(lines(height, 0))
        .align(AlignmentType::Both)
}

/// The file.
///
/// # Errors
/// [`WordError`].
pub(super) fn bytes(brief: &Brief, now: Timestamp) -> Result<Vec<u8>, WordError> {
    let t = brief.t;
    let size = if brief.is_full() { (20, 270) } else { (22, 330) };
    let body = |strong: &str, text: &str| match t.lang() {
        Lang::Zh => sized(strong, text, size).first_line_chars(200),
        Lang::En => sized(strong, text, size),
    };
    let made = beijing(now).strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string();
    let margin = PageMargin::new()
        .top(twips(MARGINS.0))
        .bottom(twips(MARGINS.0))
        .left(twips(MARGINS.1))
        .right(twips(MARGINS.1))
        .footer(twips(10.0));
    let mut docx = Docx::new()
        .page_size(units(PAPER.0, TWIPS), units(PAPER.1, TWIPS))
        .page_margin(margin)
        .default_fonts(fonts(BODY))
        .default_size(22)
        .created_at(&made)
        .updated_at(&made)
        .footer(footer(brief.mark.as_deref()))
        .add_paragraph(centred(t.pilot_name(), BODY, 26, 400))
        .add_paragraph(centred(t.brief_title(), TITLE, 44, 640));
    let when = format!(
        "{}    {}",
        t.period_name(brief.period),
        t.colon(t.known_at(), &brief.known_at)
    );
    docx = docx.add_paragraph(ruled(centred(&when, BODY, 22, 380)));
    if !brief.draft.opening.is_empty() {
        docx = docx.add_paragraph(body("", &brief.draft.opening));
    }
    docx = docx.add_paragraph(heading(&t.brief_reports(t.period_name(brief.period.report()))));
    for (label, names) in &brief.reports {
        docx = docx.add_paragraph(body(label, &t.colon("", names)));
    }
    docx = docx.add_paragraph(heading(t.brief_cities_title()));
    for (city, line) in &brief.cities {
        docx = docx.add_paragraph(body(city.short(t.lang()), &t.colon("", line)));
    }
    docx = docx.add_paragraph(heading(t.brief_waits_title()));
    for line in &brief.waits {
        docx = docx.add_paragraph(body("", line));
    }
    docx = docx.add_paragraph(small(t.brief_source()));
    docx = docx.add_paragraph(heading(t.brief_charts_title()).page_break_before(true));
    let said = |p: &Picture| NAME + LINE * folded(&p.sentence, 82) + SMALL * folded(&p.source, 106);
    let text: f64 = brief.charts.iter().map(said).sum();
    let high = ((ROOM - text) / brief.charts.len().max(1) as f64).max(LEAST);
    for (i, picture) in brief.charts.iter().enumerate() {
        for paragraph in chart(i, picture, high)? {
            docx = docx.add_paragraph(paragraph);
        }
    }
    let mut parts = docx.build();
    parts.font_table = font_table().into_bytes();
    parts.document = described(&parts.document, brief);
    let mut file = Cursor::new(Vec::new());
    parts
        .pack(&mut file)
        .map_err(|cause| WordError::Pack(cause.to_string()))?;
    Ok(file.into_inner())
}

fn small(text: &str) -> Paragraph {
    Paragraph::new()
        .add_run(run(text, BODY, 17))
        .line_spacing(lines(230, 0))
}

/// The page's number between dashes, and the demonstration's mark.
fn footer(mark: Option<&str>) -> Footer {
    let dash = || run("—", TITLE, 24);
    let number = Paragraph::new()
        .add_run(dash())
        .add_page_num(PageNum::new())
        .add_run(dash())
        .align(AlignmentType::Center)
        .fonts(fonts(TITLE))
        .size(24);
    match mark {
        Some(mark) => Footer::new()
            .add_paragraph(number)
            .add_paragraph(centred(mark, BODY, 17, 240)),
        None => Footer::new().add_paragraph(number),
    }
}

/// A chart: its name, what is said of it, its picture, where its figures come from.
fn chart(i: usize, picture: &Picture, high: f64) -> Result<[Paragraph; 4], WordError> {
    let png = charts::png(&picture.in_file, SCALE)?;
    let (width, height) = size(&png).ok_or(WordError::Picture)?;
    let shrink = (WIDEST / width).min(high / height);
    let (wide, high) = (units(width * shrink, EMU), units(height * shrink, EMU));
    // The library counts its pictures for the whole process; these are this file's own.
    let pic = Pic::new_with_dimensions(png, 1, 1)
        .id(format!("rIdChart{i}"))
        .size(wide, high);
    let name = Paragraph::new()
        .add_run(run(&picture.heading, HEADS, 21))
        .keep_next(true);
    let image = Paragraph::new()
        .add_run(Run::new().add_image(pic))
        .align(AlignmentType::Center)
        .keep_next(true);
    Ok([
        name.line_spacing(lines(300, 80)),
        text("", &picture.sentence).keep_next(true),
        image.line_spacing(LineSpacing::new().before(40).after(0)),
        small(&picture.source),
    ])
}

/// How many lines a text takes that each hold so many letters.
fn folded(text: &str, letters: usize) -> f64 {
    f64::from(u32::try_from(wide(text).div_ceil(letters).max(1)).unwrap_or(1))
}

/// Width and height of a PNG, px, from its first chunk.
fn size(png: &[u8]) -> Option<(f64, f64)> {
    let number = |at: usize| Some(f64::from(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?)));
    let (width, height) = (number(16)?, number(20)?);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

/// The table of fonts with what stands in for each.
fn font_table() -> String {
    let font = |(name, others, family): (&str, &str, &str)| {
        format!("<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\" /><w:family w:val=\"{family}\" /></w:font>")
    };
    let all: String = FONTS.into_iter().map(font).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{all}</w:fonts>"
    )
}

/// The text of the file with a number and a description for each picture, for who does not see it.
fn described(document: &[u8], brief: &Brief) -> Vec<u8> {
    const PLAIN: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
    let text = String::from_utf8_lossy(document);
    let mut parts = text.split(PLAIN);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for (i, part) in parts.enumerate() {
        let said = brief
            .charts
            .get(i)
            .map(|p| brief.t.colon(&p.heading, &p.take))
            .unwrap_or_default();
        let said = escape(&said);
        whole.push_str(&format!(
            "<wp:docPr id=\"{0}\" name=\"Chart {0}\" descr=\"{said}\" />{part}",
            i + 1
        ));
    }
    whole.into_bytes()
}
