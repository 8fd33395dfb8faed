//! Fills the library for `make bench`: copies of a demonstration's published practices, with texts of about 1,500
//! characters and their adoptions, in the database itself. Usage: library DATABASE_URL HOW_MANY.

use std::error::Error;

use sqlx::{AnyConnection, Connection as _, Row as _};

/// Characters of a copy's texts, about.
const LENGTH: usize = 1_500;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [url, many] = args.as_slice() else {
        return Err("usage: library DATABASE_URL HOW_MANY".into());
    };
    let many: usize = many.parse()?;
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await?;
    let mut tx = conn.begin().await?;
    let sql = "SELECT p.id, p.number, p.measures, w.words FROM practices p JOIN practice_words w ON w.practice_id = p.id \
               WHERE p.state = 'published' ORDER BY p.number";
    let published = sqlx::query(sql).fetch_all(&mut *tx).await?;
    let copied = "city, state, revision, aspect, goal, indicator, title, created_by, created_at, saved_by, saved_at, \
                  submitted_by, submitted_at, decided_by, decided_at, published_by, published_at, reason, before_value, \
                  before_period, after_value, after_period, background, results, conditions, scope, draft";
    for n in published.len()..many {
        let row = &published[n % published.len()];
        let (id, words): (String, String) = (row.try_get(0)?, row.try_get(3)?);
        let measures: String = row.try_get::<String, _>(2)?.chars().cycle().take(LENGTH).collect();
        let (copy, number) = (format!("{id}-{n}"), i64::try_from(10_000 + n)?);
        sqlx::query(&format!(
            "INSERT INTO practices (id, number, measures, {copied}) SELECT $1, $2, $3, {copied} FROM practices WHERE id = $4"
        ))
        .bind(&copy)
        .bind(number)
        .bind(&measures)
        .bind(&id)
        .execute(&mut *tx)
        .await?;
        sqlx::query("INSERT INTO practice_words (practice_id, words) VALUES ($1, $2)")
            .bind(&copy)
            .bind(format!("{words}\n{measures}"))
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO adoptions (id, practice_id, city, adopted_on, indicator, proof, by_id, at) \
             SELECT id || $1, $2, city, adopted_on, indicator, proof, by_id, at FROM adoptions WHERE practice_id = $3",
        )
        .bind(format!("-{n}"))
        .bind(&copy)
        .bind(&id)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    sqlx::query("ANALYZE").execute(&mut conn).await?;
    Ok(())
}
