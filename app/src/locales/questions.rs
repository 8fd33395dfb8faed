//! Words of questions of definition.

words! {
    questions_title => "口径问答" | "Questions of definition";
    questions_lead => "提问由国家局答复，问答对所有试点城市公开，不显示提问城市。" | "CNIPA answers; question and answer are shown to all pilot cities, without naming who asked.";
    questions_none => "本指标还没有口径问答。" | "Nothing has been asked about this indicator yet.";
    question_label => "提问" | "Question";
    question_hint => "写明哪种情形是否计入，最多 500 字。不得填报涉密信息和个人敏感信息。" | "Say which case is in doubt; at most 500 characters. Enter no classified and no sensitive personal information.";
    question_send => "提交问题" | "Ask";
    question_asked(day) => "{day}提问" | "asked {day}";
    question_by(city, name) => "{city} {name}（其他城市看不到提问人）" | "{city}, {name} (not shown to other cities)";
    question_waits => "待国家局答复" | "waits for CNIPA";
    question_answered(day) => "国家局 {day}答复" | "CNIPA, {day}";
    question_changed(day) => "{day}修改" | "changed on {day}";
    question_declined(day) => "国家局 {day}不予答复，理由：" | "CNIPA gave no answer, {day}; reason:";
    question_answer_label => "答复" | "Answer";
    question_answer_hint => "答复对所有试点城市公开；不予答复的写明理由，只有提问城市看到。最多 1,000 字。" | "The answer is shown to all pilot cities; the reason for none only to who asked. At most 1,000 characters.";
    question_answer_send => "答复" | "Answer";
    question_answer_change => "修改答复" | "Change the answer";
    question_answer_decline => "不予答复" | "Give no answer";
    question_done => "已办理。" | "Done.";
    questions_search => "搜索口径问答" | "Search questions of definition";
    questions_found(n) => "找到 {n} 条问答" | "{n} found";
    questions_found_none => "没有找到，请换一个词，或在指标页面提问。" | "Nothing found. Try another word, or ask on the indicator's page.";
    questions_home(n) => "{n} 个口径问题待答复" | "{n} questions of definition wait";
    questions_beside => "口径问答" | "Questions and answers";
}
