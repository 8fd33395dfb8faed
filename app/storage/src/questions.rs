//! Questions of definition 口径问答: asked by a city of an indicator, answered by CNIPA to all; who asked is known to its
//! own city and to CNIPA alone.

use domain::{
    access::{Decision, Object, Verb, may},
    fault,
    indicator::definition,
    message::Kind,
    question::{ANSWER_MAX, QUESTION_MAX},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{
    Caller, Error, Line, Refusal, Store, Write, allow,
    messages::{self, Params, Who},
    timestamp,
};

/// What CNIPA says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer, or the reason why there is none.
    pub text: String,
    /// There is none.
    pub declined: bool,
    /// When it was given.
    pub at: Timestamp,
    /// When it was changed last.
    pub changed_at: Option<Timestamp>,
}

/// A question as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Id, a UUID.
    pub id: String,
    /// Code of the indicator.
    pub indicator: String,
    /// The question.
    pub text: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// City slug and name of who asked, for who may know.
    pub asker: Option<(String, String)>,
    /// None while it waits.
    pub answer: Option<Answer>,
}

/// A question as its row holds it.
struct Held {
    city: String,
    asked_by: String,
    question: Question,
}

const SELECT: &str = "SELECT q.id, q.indicator, q.city, q.text, COALESCE(u.name, q.asked_by), q.asked_at, q.answer, \
                      q.declined, q.answered_at, q.changed_at FROM questions q LEFT JOIN users u ON u.id = q.asked_by";

fn read(row: &AnyRow) -> Result<Held, Error> {
    let answer = row.try_get::<Option<String>, _>(6)?;
    let at = row.try_get::<Option<i64>, _>(8)?.map(timestamp);
    let (declined, changed) = (row.try_get::<i64, _>(7)? != 0, row.try_get::<Option<i64>, _>(9)?);
    Ok(Held {
        city: row.try_get(2)?,
        asked_by: row.try_get(4)?,
        question: Question {
            id: row.try_get(0)?,
            indicator: row.try_get(1)?,
            text: row.try_get(3)?,
            asked_at: timestamp(row.try_get(5)?),
            asker: None,
            answer: answer.zip(at).map(|(text, at)| Answer {
                text,
                declined,
                at,
                changed_at: changed.map(timestamp),
            }),
        },
    })
}

impl Held {
    /// Answered to all; what was declined is not.
    fn object(&self) -> Object<'_> {
        let answered = self.question.answer.as_ref().is_some_and(|a| !a.declined);
        Object::Question {
            city: &self.city,
            answered,
        }
    }

    /// What the caller sees of it, if anything.
    fn seen(self, caller: &Caller) -> Option<Question> {
        let may = |verb| may(Some(&caller.actor), verb, &self.object()) == Decision::Allow;
        let (reads, sees) = (may(Verb::Read), may(Verb::See));
        let mut question = self.question;
        question.asker = sees.then_some((self.city, self.asked_by));
        reads.then_some(question)
    }
}

/// `NotFound` for who reads no indicators.
fn enter(caller: &Caller) -> Result<(), Error> {
    let object = Object::Question {
        city: "",
        answered: true,
    };
    allow(caller, Verb::Read, &object)
}

/// Asks about an indicator; gives the question's id. The same text by the same person leads to the question that waits
/// already, so that a form sent twice asks once.
///
/// # Errors
/// `Forbidden` and `NotFound` for who is of no city; `NotFound` for an unknown indicator; `Refused` with `Fields` at
/// `question`.
pub async fn ask(store: &Store, caller: &Caller, indicator: &str, text: &str) -> Result<String, Error> {
    let city = caller.actor.city().unwrap_or_default().to_owned();
    let object = Object::Question {
        city: &city,
        answered: true,
    };
    allow(caller, Verb::Save, &object)?;
    let d = definition(indicator).filter(|d| !d.is_base()).ok_or(Error::NotFound)?;
    let text = fault::text(text, QUESTION_MAX).map_err(|f| Refusal::Fields(vec![("question", f)]))?;
    let mut w = store.write(caller).await?;
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.id.clone());
    let same: Option<String> = sqlx::query_scalar(
        "SELECT id FROM questions WHERE indicator = $1 AND asked_by = $2 AND text = $3 AND answer IS NULL",
    )
    .bind(&d.code)
    .bind(&by)
    .bind(&text)
    .fetch_optional(w.conn())
    .await?;
    if let Some(id) = same {
        return Ok(id);
    }
    sqlx::query(
        "INSERT INTO questions (id, indicator, city, text, asked_by, asked_at, declined) VALUES ($1, $2, $3, $4, $5, $6, 0)",
    )
    .bind(&id)
    .bind(&d.code)
    .bind(&city)
    .bind(&text)
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    let waits = Object::Question {
        city: &city,
        answered: false,
    };
    let params = Params {
        city: city.clone(),
        items: vec![d.code.clone()],
        ..Params::default()
    };
    let may_read = (Verb::Read, &waits);
    messages::tell(
        &mut w,
        &Who::Cnipa,
        Kind::QuestionAsked,
        &about(&d.code, &id),
        &params,
        may_read,
    )
    .await?;
    let after = json!({ "indicator": d.code, "text": w.seal(&text) });
    commit(w, "question.ask", &id, Value::Null, after).await?;
    Ok(id)
}

async fn held(conn: &mut AnyConnection, id: &str) -> Result<Held, Error> {
    let sql = format!("{SELECT} WHERE q.id = $1");
    let row = sqlx::query(&sql).bind(id).fetch_optional(conn).await?;
    read(&row.ok_or(Error::NotFound)?)
}

/// Answers a question to all cities, or changes the answer, which then bears the day of the change; with `declined` the
/// text is the reason why there is none, for its city alone.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `Fields` at `answer`.
pub async fn answer(store: &Store, caller: &Caller, id: &str, text: &str, declined: bool) -> Result<(), Error> {
    let mut w = store.write(caller).await?;
    let held = held(w.conn(), id).await?;
    allow(caller, Verb::Review, &held.object())?;
    let text = fault::text(text, ANSWER_MAX).map_err(|f| Refusal::Fields(vec![("answer", f)]))?;
    let (indicator, city) = (held.question.indicator, held.city);
    let old = held.question.answer;
    if old.as_ref().is_some_and(|a| a.text == text && a.declined == declined) {
        return Ok(());
    }
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    // The first answer to all begins anew: what was declined before was no answer.
    let changes = old.as_ref().is_some_and(|a| a.declined == declined);
    let sql = match changes {
        true => "UPDATE questions SET answer = $1, declined = $2, answered_by = $3, changed_at = $4 WHERE id = $5",
        false => {
            "UPDATE questions SET answer = $1, declined = $2, answered_by = $3, answered_at = $4, changed_at = NULL \
             WHERE id = $5"
        }
    };
    sqlx::query(sql)
        .bind(&text)
        .bind(i64::from(declined))
        .bind(by)
        .bind(at)
        .bind(id)
        .execute(w.conn())
        .await?;
    let about = about(&indicator, id);
    messages::settle(&mut w, &about, &[Kind::QuestionAsked]).await?;
    let kind = match declined {
        true => Kind::QuestionDeclined,
        false => Kind::QuestionAnswered,
    };
    let asked = Object::Question {
        city: &city,
        answered: !declined,
    };
    let params = Params {
        items: vec![indicator],
        ..Params::default()
    };
    messages::tell(&mut w, &Who::City(&city), kind, &about, &params, (Verb::Read, &asked)).await?;
    let shown = |w: &Write, text: &str, declined| match declined {
        true => json!({ "reason": w.seal(text) }),
        false => json!({ "answer": text }),
    };
    let before = old.map_or(Value::Null, |a| shown(&w, &a.text, a.declined));
    let after = shown(&w, &text, declined);
    let action = if declined {
        "question.decline"
    } else {
        "question.answer"
    };
    commit(w, action, id, before, after).await
}

/// Refuses who may not read a question as it stands now.
pub(crate) async fn allows(conn: &mut AnyConnection, caller: &Caller, id: &str) -> Result<(), Error> {
    allow(caller, Verb::Read, &held(conn, id).await?.object())
}

/// The address of a question.
fn about(indicator: &str, id: &str) -> String {
    format!("/indicators/{indicator}#q-{id}")
}

async fn commit(w: Write, action: &str, id: &str, before: Value, after: Value) -> Result<(), Error> {
    let object = format!("question:{id}");
    w.commit(Line {
        action,
        object,
        before,
        after,
    })
    .await?;
    Ok(())
}

/// The questions about an indicator (none: about any) that the caller may read and that hold every one of these words,
/// in text, answer or code; what waits first, then the latest answer first.
///
/// # Errors
/// `NotFound` for experts and the auditor.
pub async fn find(
    store: &Store,
    caller: &Caller,
    indicator: Option<&str>,
    words: &str,
) -> Result<Vec<Question>, Error> {
    enter(caller)?;
    let sql = format!("{SELECT} WHERE $1 = '' OR q.indicator = $1");
    let rows = sqlx::query(&sql)
        .bind(indicator.unwrap_or_default())
        .fetch_all(&mut *store.one().await?)
        .await?;
    let words: Vec<_> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut all = Vec::new();
    for row in &rows {
        let Some(question) = read(row)?.seen(caller) else {
            continue;
        };
        let answer = question.answer.as_ref().map_or("", |a| a.text.as_str());
        let name = definition(&question.indicator).map_or_else(String::new, |d| format!("{} {}", d.name.zh, d.name.en));
        let text = format!("{} {name} {} {answer}", question.indicator, question.text).to_lowercase();
        if words.iter().all(|word| text.contains(word)) {
            all.push(question);
        }
    }
    let latest = |q: &Question| q.answer.as_ref().map_or(q.asked_at, |a| a.changed_at.unwrap_or(a.at));
    all.sort_by_key(|q| (q.answer.is_some(), std::cmp::Reverse(latest(q))));
    Ok(all)
}

/// The questions that wait for CNIPA's answer, of those the caller may read, the oldest first.
///
/// # Errors
/// `NotFound` for experts and the auditor.
pub async fn waiting(store: &Store, caller: &Caller) -> Result<Vec<Question>, Error> {
    enter(caller)?;
    let sql = format!("{SELECT} WHERE q.answer IS NULL ORDER BY q.asked_at");
    let rows = sqlx::query(&sql).fetch_all(&mut *store.one().await?).await?;
    let held = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(held.into_iter().filter_map(|h| h.seen(caller)).collect())
}
