//! Whom the demonstration's cities name, and what Kunming promised when it was reminded.

use domain::{
    city::{City, cities},
    contact::{Channel, Chase, Contact},
    period::Period,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use storage::{Store, contacts};

use super::accounts::People;
use crate::serve::Failure;

/// Area codes of the cities; the numbers behind them belong to nobody.
fn area_code(city: &City) -> &'static str {
    match city.slug.as_str() {
        "beijing" => "010",
        "shanghai" => "021",
        "guangzhou" => "020",
        "shenzhen" => "0755",
        "changchun" => "0431",
        "hangzhou" => "0571",
        "changsha" => "0731",
        "kunming" => "0871",
        _ => "0512",
    }
}

/// Each city's editor enters two people, some minutes after the accounts were made.
///
/// # Errors
/// The store's.
pub(super) async fn enter(store: &Store, people: &People, begin: Timestamp) -> Result<(), Failure> {
    for (n, city) in (1..).zip(cities()) {
        let after = SignedDuration::from_mins(60 + 7 * n);
        let caller = people.caller(
            &format!("editor@{}.example", city.slug),
            begin.checked_add(after).unwrap_or(begin),
        )?;
        let line = |k: i64| format!("{}-0000{n:02}{k:02}", area_code(city));
        let all = [
            Contact {
                name: "填报岗".into(),
                post: "知识产权公共服务处".into(),
                landline: line(1),
                mobile: format!("138 0000 {:04}", n * 100 + 1),
                deputy: format!("综合处值班岗 {}", line(9)),
            },
            Contact {
                name: "审签岗".into(),
                post: "分管局领导办公室".into(),
                landline: line(2),
                ..Contact::default()
            },
        ];
        for contact in &all {
            contacts::save(store, &caller, &city.slug, None, contact).await?;
        }
    }
    Ok(())
}

/// What a reminder came to.
pub(super) fn chase(period: Period, promised_on: Date, first: bool) -> Chase {
    let (channel, said) = match first {
        true => (Channel::Phone, "业务系统升级，办件量暂时导不出来，升级完成后即补报。"),
        false => (Channel::Wechat, "系统已恢复，正在核对数据；如需延期将书面申请。"),
    };
    Chase {
        period,
        channel,
        spoke_to: "填报岗".into(),
        said: said.into(),
        promised_on: Some(promised_on),
    }
}
