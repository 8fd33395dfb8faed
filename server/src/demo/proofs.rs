//! The demonstration's evidence: small files made here, a notice as PDF and a picture as PNG, in the quarterly reports of
//! four cities, and a notice at each adoption. Two cities use the same picture, as reviewers are shown.

use domain::{evidence::SIGNATURE, period::Period};
use storage::{
    Caller, Store,
    evidence::{self, Owner},
};

use super::story::Event;
use crate::serve::Failure;

/// How many cities have evidence, by their order.
const CITIES: usize = 4;

/// Adds the evidence of a report that is being typed.
///
/// # Errors
/// The store's.
pub(super) async fn attach(store: &Store, caller: &Caller, event: &Event) -> Result<(), Failure> {
    let Event { city, period, .. } = *event;
    if !period.is_quarter() || city.order >= CITIES {
        return Ok(());
    }
    let notice = format!("Demonstration: evidence of {} for {period}", city.slug);
    let name = format!("{}规范清单（演示）.pdf", city.name.zh);
    let owner = |item| owner(&city.slug, period, item);
    put(store, caller, &owner("N1-01"), &name, pdf(&notice)).await?;
    // The last of them shows the picture of the first.
    let bars = u32::try_from(city.order % (CITIES - 1)).unwrap_or(0);
    let seed = bars + u32::from(period.last_month().first_day().month().unsigned_abs());
    put(store, caller, &owner("progress"), "窗口现场（演示）.png", png(seed)).await
}

/// Adds the scan of a sheet that was signed on paper.
///
/// # Errors
/// The store's.
pub(super) async fn scan(store: &Store, caller: &Caller, event: &Event) -> Result<(), Failure> {
    let sheet = format!(
        "Demonstration: signed sheet of {} for {}",
        event.city.slug, event.period
    );
    let owner = owner(&event.city.slug, event.period, SIGNATURE);
    put(store, caller, &owner, "报送审签单扫描件（演示）.pdf", pdf(&sheet)).await
}

/// Adds the notice by which a city adopted a practice.
///
/// # Errors
/// The store's.
pub(super) async fn adopted(store: &Store, caller: &Caller, practice: i64, city: &str) -> Result<(), Failure> {
    let notice = format!("Demonstration: {city} adopts {}", domain::practice::code(practice));
    let city = city.to_owned();
    let owner = Owner::Adoption { practice, city };
    put(store, caller, &owner, "采用通知（演示）.pdf", pdf(&notice)).await
}

async fn put(store: &Store, caller: &Caller, owner: &Owner, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
    let mut receiving = evidence::receive(store, caller).await?;
    receiving.take(bytes.into()).await?;
    let received = receiving.finish().await?;
    evidence::add(store, caller, owner, name, received).await?;
    Ok(())
}

fn owner(city: &str, period: Period, item: &str) -> Owner {
    Owner::Report {
        city: city.to_owned(),
        period,
        item: item.to_owned(),
    }
}

/// A page with one line of ASCII.
fn pdf(line: &str) -> Vec<u8> {
    let text = format!("BT /F1 14 Tf 50 780 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (i, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n{places}"));
    out.push_str(&format!(
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    out.into_bytes()
}

/// A picture of grey bars, 96 × 72, uncompressed.
fn png(seed: u32) -> Vec<u8> {
    let (width, height) = (96_u32, 72_u32);
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let tall = (x / 12 * 31 + seed * 17) % 60 + 8;
            rows.push(if x % 12 < 9 && height - y < tall { 90 } else { 235 });
        }
    }
    let mut packed = vec![0x78, 0x01, 0x01];
    let length = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(&rows);
    let (a, b) = rows.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    packed.extend((b << 16 | a).to_be_bytes());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes()[..],
        &[8, 0, 0, 0, 0][..],
    ]
    .concat();
    for (kind, bytes) in [(b"IHDR", &head[..]), (b"IDAT", &packed[..]), (b"IEND", &[][..])] {
        out.extend(u32::try_from(bytes.len()).unwrap_or(0).to_be_bytes());
        let checked = [&kind[..], bytes].concat();
        out.extend(&checked);
        out.extend(crc(&checked).to_be_bytes());
    }
    out
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert!(png(1) != png(2) && png(1) == png(1));
        assert!(pdf("x").starts_with(b"%PDF-1.4") && pdf("x").ends_with(b"%%EOF\n"));
    }
}
