//! The table of a city's score: a row for each indicator, which opens to how it comes about.

use domain::{
    Decimal,
    indicator::Aspect,
    period::Period,
    score::{Line, Outcome, Row, Standing},
};
use leptos::prelude::*;
use storage::scores::{Explained, Item, Score};

use super::explain::{behind, exact, input, percent, points, shown, standing, steps};
use crate::{
    components::{
        fields::{Form, Kind},
        icons::icon,
    },
    pages::typed::typed_by,
    visit::{Posted, Visit},
};

/// The columns.
const COLUMNS: &str = "10";

/// What the rows are shown with.
pub(super) struct Table<'a> {
    pub visit: &'a Visit,
    pub explained: &'a Explained,
    /// What was posted and refused.
    pub posted: &'a Posted,
    /// True for who may agree that an indicator does not apply.
    pub agrees: bool,
}

impl Table<'_> {
    /// The table with its total.
    pub(super) fn view(&self) -> AnyView {
        let (t, score) = (self.visit.words(), &self.explained.score);
        let pilot = self.visit.settings.pilot.quarters();
        let all = score.rows.iter().zip(&score.total.lines).zip(&self.explained.items);
        let groups = Aspect::ALL
            .into_iter()
            .map(|aspect| {
                let rows = all
                    .clone()
                    .filter(|(_, item)| item.d.aspect == Some(aspect))
                    .map(|((row, line), item)| self.row(score, (row, line), item, &pilot))
                    .collect_view();
                view! {
                    <tbody>
                        <tr><th scope="rowgroup" colspan=COLUMNS class="goal">{t.aspect(aspect)}</th></tr>
                        {rows}
                    </tbody>
                }
            })
            .collect_view();
        let total = score
            .total
            .total
            .map_or_else(|| t.none_dash().to_owned(), |n| points(t, n));
        let base = exact(score.total.base);
        let whole = percent(t, Decimal::ONE);
        let whole = score
            .total
            .total
            .map_or_else(|| t.none_dash().to_owned(), |_| format!("{whole}%"));
        view! {
            <section class="sect stack-s" aria-labelledby="items">
                <div class="sect__head"><h2 id="items">{t.score_items()}</h2><p>{t.score_items_hint()}</p></div>
                <div class="scroll" tabindex="0" role="group" aria-label=t.score_items()>
                    <table class="tbl tbl--top tbl--score">
                        <caption class="vh">{t.score_items()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t.indicator()}</th>
                                <th scope="col" class="num">{t.score_value()}</th>
                                <th scope="col" class="num">{t.score_baseline()}</th>
                                <th scope="col" class="num">{t.score_target()}</th>
                                <th scope="col" class="num">{t.score_attainment()}</th>
                                <th scope="col" class="num">{t.score_progress()}</th>
                                <th scope="col" class="num">{t.score_points()}</th>
                                <th scope="col" class="num">{t.weight()}</th>
                                <th scope="col" class="num">{t.score_share()}</th>
                                <th scope="col" class="num">{t.score_adds()}</th>
                            </tr>
                        </thead>
                        {groups}
                        <tfoot>
                            <tr>
                                <th scope="row" colspan="7">{t.score_total()}</th>
                                <td class="num">{base}</td>
                                <td class="num">{whole}</td>
                                <td class="num" data-total=""><b>{total}</b></td>
                            </tr>
                        </tfoot>
                    </table>
                </div>
            </section>
        }
        .into_any()
    }

    fn row(&self, score: &Score, (row, line): (&Row, &Line), item: &Item, pilot: &[Period]) -> AnyView {
        let (t, d) = (self.visit.words(), item.d);
        let dash = || t.none_dash().to_owned();
        let name = format!("{} {}", d.code, d.name.get(t.lang()));
        let unit = t.unit_name(&d.unit).to_owned();
        let is_value = matches!(row.standing, Standing::Value(_));
        let parts = behind(item)
            .filter(|_| is_value)
            .map(|(n, of)| view! { <span class="sub">{format!("{} / {}", exact(n), exact(of))}</span> });
        let held = t.score_held(line.held, line.expected);
        let level = |number: Option<Decimal>| number.map_or_else(dash, |n| shown(t, d, n));
        let promise = item.promise.as_ref();
        let version = promise.map(|p| view! { <span class="sub">{t.score_target_version(p.version)}</span> });
        let other = promise
            .filter(|p| {
                p.scoring.path().and_then(|path| path.at(score.quarter))
                    != p.promise.path().and_then(|path| path.at(score.quarter))
            })
            .map(|_| view! { <span class="sub istat--warn">{t.scheme_not_granted()}</span> });
        let (attainment, progress, got) = match line.outcome {
            Outcome::Scored(got) => (
                points(t, got.attainment),
                got.progress.map_or_else(dash, |p| points(t, p)),
                points(t, got.points),
            ),
            Outcome::Zero(_) => (dash(), dash(), points(t, Decimal::ZERO)),
            Outcome::Out(_) => (dash(), dash(), dash()),
        };
        let share = line.share.map_or_else(dash, |s| format!("{}%", percent(t, s)));
        let adds = line.contribution.map_or_else(dash, |c| points(t, c));
        let state = match line.outcome {
            Outcome::Scored(_) => "scored",
            Outcome::Zero(_) => "zero",
            Outcome::Out(_) => "out",
        };
        let id = format!("i-{}", d.code);
        let mine = self.posted.field("indicator") == d.code;
        view! {
            <tr class="score__row" id=id data-code=d.code.clone() data-outcome=state>
                <th scope="row"><a href=format!("/indicators/{}", d.code)>{name.clone()}</a><span class="sub">{unit}</span></th>
                <td class="num"><b>{standing(t, d, row.standing)}</b>{parts}<span class="sub">{held}</span></td>
                <td class="num">{level(row.baseline)}</td>
                <td class="num">{level(row.target)}{version}{other}</td>
                <td class="num">{attainment}</td>
                <td class="num">{progress}</td>
                <td class="num">{got}</td>
                <td class="num">{exact(line.weight)}</td>
                <td class="num">{share}</td>
                <td class="num" data-adds=""><b>{adds}</b></td>
            </tr>
            <tr class="score__how">
                <td colspan=COLUMNS>
                    <details open=mine>
                        <summary>{t.score_how()}<span class="vh">{name}</span></summary>
                        {self.how(score, (row, line), item, pilot)}
                    </details>
                </td>
            </tr>
        }
        .into_any()
    }

    fn how(&self, score: &Score, of: (&Row, &Line), item: &Item, pilot: &[Period]) -> AnyView {
        let (t, d) = (self.visit.words(), item.d);
        let steps = steps(t, score, item, of, pilot)
            .into_iter()
            .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
            .collect_view();
        let scheme = item.promise.as_ref().map(|p| {
            let to = format!("/schemes/{}/versions/{}", score.city, p.version);
            view! { <div><dt>{t.score_scheme()}</dt><dd><a href=to>{t.version_n(p.version)}</a>{promised(self, item)}</dd></div> }
        });
        let inputs = item
            .inputs
            .iter()
            .map(|s| {
                let to = format!("/reports/{}/{}/versions/{}", score.city, s.report, s.version);
                let report = t.score_report_version(t.period_name(s.report), s.version);
                let by = t.score_input_by(&s.by, t.stamp(s.submitted_at));
                view! { <li>{t.colon(t.period_name(s.period), input(t, d, &s.entry))}" "<span class="sub"><a href=to>{report}</a>" "{by}</span></li> }
            })
            .collect::<Vec<_>>();
        let inputs = (!inputs.is_empty()).then(|| {
            view! { <p class="label">{t.score_inputs()}</p><ul class="score__inputs">{inputs}</ul> }
        });
        view! { <div class="score__steps stack-s"><dl class="score__list">{steps}{scheme}</dl>{inputs}{self.agreement(score, of.0, item)}</div> }
            .into_any()
    }

    /// What CNIPA agreed, and its buttons.
    fn agreement(&self, score: &Score, row: &Row, item: &Item) -> AnyView {
        let (t, visit) = (self.visit.words(), self.visit);
        let agreed = item.agreement.as_ref().map(|a| {
            let day = domain::calendar::beijing(a.at).date();
            view! { <p class="sm case__text">{t.score_agreed(&a.by, t.full_day(day), t.period_name(a.from), &a.reason)}</p> }
        });
        let code = item.d.code.as_str();
        let hidden = || {
            view! {
                {typed_by(visit)}
                <input type="hidden" name="indicator" value=code />
                <input type="hidden" name="period" value=score.quarter.to_string() />
            }
        };
        let to = super::asked::href(visit, &score.city, score.quarter);
        let open = row.standing == Standing::NotApplicable { agreed: false };
        let agree = (self.agrees && open).then(|| {
            let form = Form::new(self.posted, code, self.posted.field("indicator") == code);
            let field = form.one("reason", t.score_agree_reason(), t.score_agree_hint(), Kind::area(storage::calendar::REASON_MAX), "");
            view! {
                <form method="post" action=to.clone() class="stack-s measure is-screen" novalidate>
                    {hidden()}
                    {field}
                    <p><button class="btn btn--s" type="submit" name="action" value="agree">{icon("check")}{t.score_agree()}</button></p>
                </form>
            }
        });
        let disagree = (self.agrees && item.agreement.is_some()).then(|| {
            view! {
                <form method="post" action=to class="is-screen">
                    {hidden()}
                    <p><button class="btn btn--2 btn--s" type="submit" name="action" value="disagree">{t.score_disagree()}</button></p>
                </form>
            }
        });
        view! { {agreed}{agree}{disagree} }.into_any()
    }
}

/// What is said beside the version of the scheme: not applicable as filed, or a target that is not the filed one.
fn promised(table: &Table<'_>, item: &Item) -> Option<String> {
    use domain::scheme::Promise;
    let (t, d) = (table.visit.words(), item.d);
    let (p, quarter) = (item.promise.as_ref()?, table.explained.score.quarter);
    let at = |promise: &Promise| promise.path().and_then(|path| path.at(quarter));
    let said = match (&p.promise, at(&p.promise), at(&p.scoring)) {
        (Promise::NotApplicable { reason }, ..) if p.scoring == p.promise => t.score_filed_na(p.version, reason),
        (Promise::NotApplicable { .. }, ..) => t.score_not_granted_none(p.version),
        (_, Some(filed), Some(counted)) if filed != counted => t.score_not_granted(
            p.version,
            super::explain::level(t, d, filed),
            super::explain::level(t, d, counted),
        ),
        _ => return None,
    };
    Some(format!(" {said}"))
}
