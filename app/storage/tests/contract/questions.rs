//! Questions of definition: asked, answered to all without who asked, changed, declined, found.

use domain::{
    access::{Role, Scope},
    fault::Fault,
};
use storage::{
    Caller, Error, Refusal, audit,
    questions::{self, Question},
};

use crate::support::{Fixture, auditor, caller, editor, reviewer};

crate::both!(
    a_question_is_answered_to_all,
    what_is_declined_is_its_citys,
    an_answer_is_changed_and_the_old_one_stands_in_the_audit,
);

async fn seen(store: &Fixture, who: &Caller, words: &str) -> Vec<Question> {
    questions::find(store, who, None, words).await.unwrap()
}

fn fields<T>(name: &'static str, fault: Fault) -> Result<T, Error> {
    Err(Refusal::Fields(vec![(name, fault)]).into())
}

async fn a_question_is_answered_to_all(store: Fixture) {
    let (suzhou, kunming) = (editor("suzhou"), editor("kunming"));
    let liaison = caller("liaison", Role::Liaison, Scope::Province("jiangsu".into()));
    let observer = caller("observer", Role::Observer, Scope::Nation);
    assert_eq!(
        questions::ask(&store, &suzhou, "F2-01", " ").await,
        fields("question", Fault::Missing)
    );
    let long = "字".repeat(501);
    let most = Fault::TooLong { most: 500 };
    assert_eq!(
        questions::ask(&store, &suzhou, "F2-01", &long).await,
        fields("question", most)
    );
    assert_eq!(questions::ask(&store, &suzhou, "B1", "?").await, Err(Error::NotFound));
    assert_eq!(
        questions::ask(&store, &reviewer(), "F2-01", "?").await,
        Err(Error::Forbidden)
    );
    assert_eq!(
        questions::ask(&store, &auditor(), "F2-01", "?").await,
        Err(Error::NotFound)
    );
    let id = questions::ask(&store, &suzhou, "F2-01", "自助终端计入吗？")
        .await
        .unwrap();

    for who in [&kunming, &liaison, &observer] {
        assert!(seen(&store, who, "").await.is_empty(), "{who:?}");
        assert!(questions::waiting(&store, who).await.unwrap().is_empty());
    }
    assert_eq!(seen(&store, &suzhou, "自助终端").await.len(), 1);
    assert_eq!(questions::waiting(&store, &reviewer()).await.unwrap().len(), 1);
    assert_eq!(
        questions::answer(&store, &suzhou, &id, "x", false).await,
        Err(Error::Forbidden)
    );
    assert_eq!(
        questions::answer(&store, &kunming, &id, "x", false).await,
        Err(Error::NotFound)
    );
    assert_eq!(
        questions::answer(&store, &reviewer(), "none", "x", false).await,
        Err(Error::NotFound)
    );
    assert_eq!(
        questions::answer(&store, &reviewer(), &id, "", false).await,
        fields("answer", Fault::Missing)
    );
    questions::answer(&store, &reviewer(), &id, "计入", false)
        .await
        .unwrap();

    for (who, knows) in [
        (&kunming, false),
        (&liaison, false),
        (&observer, false),
        (&suzhou, true),
        (&reviewer(), true),
    ] {
        let all = seen(&store, who, "终端 计入 f2-01").await;
        assert_eq!((all.len(), all[0].asker.is_some()), (1, knows), "{who:?}");
        assert!(seen(&store, who, "终端 不计").await.is_empty());
    }
    assert_eq!(seen(&store, &suzhou, "").await[0].asker.as_ref().unwrap().0, "suzhou");
    assert!(questions::waiting(&store, &reviewer()).await.unwrap().is_empty());
    assert_eq!(
        questions::find(&store, &auditor(), None, "").await,
        Err(Error::NotFound)
    );
    assert!(
        questions::find(&store, &suzhou, Some("F2-02"), "")
            .await
            .unwrap()
            .is_empty()
    );
}

async fn what_is_declined_is_its_citys(store: Fixture) {
    let (suzhou, kunming) = (editor("suzhou"), editor("kunming"));
    let id = questions::ask(&store, &suzhou, "F2-01", "可以不报吗？").await.unwrap();
    questions::answer(&store, &reviewer(), &id, "与口径无关", true)
        .await
        .unwrap();
    assert!(seen(&store, &kunming, "").await.is_empty());
    let own = seen(&store, &suzhou, "").await;
    assert!(own[0].answer.as_ref().unwrap().declined);
    questions::answer(&store, &reviewer(), &id, "须按期报送", false)
        .await
        .unwrap();
    let all = seen(&store, &kunming, "").await;
    let answer = all[0].answer.as_ref().unwrap();
    assert_eq!(
        (answer.declined, answer.changed_at),
        (false, None),
        "the first answer is no change"
    );
}

async fn an_answer_is_changed_and_the_old_one_stands_in_the_audit(store: Fixture) {
    let id = questions::ask(&store, &editor("suzhou"), "F2-01", "机密提问")
        .await
        .unwrap();
    questions::answer(&store, &reviewer(), &id, "旧答复", false)
        .await
        .unwrap();
    let before = audit::anchor(&store).await.unwrap().seq;
    questions::answer(&store, &reviewer(), &id, "旧答复", false)
        .await
        .unwrap();
    assert_eq!(
        audit::anchor(&store).await.unwrap().seq,
        before,
        "nothing changed, nothing is written"
    );
    questions::answer(&store, &reviewer(), &id, "新答复", false)
        .await
        .unwrap();
    let all = seen(&store, &editor("kunming"), "").await;
    assert!(all[0].answer.as_ref().unwrap().changed_at.is_some());
    let mut raw = store.raw().await;
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT before_value || after_value FROM audit WHERE action LIKE 'question.%' ORDER BY seq")
            .fetch_all(&mut raw)
            .await
            .unwrap();
    assert_eq!(lines.len(), 3);
    assert!(
        !lines[0].contains("机密") && lines[2].contains("旧答复") && lines[2].contains("新答复"),
        "{lines:?}"
    );
    audit::verify(&store, None).await.unwrap();
}
