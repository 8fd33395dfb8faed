//! Words of the address book, the reminder that can be copied, and the log of chasing.

use domain::{contact::Channel, lang::Lang};

use super::Words;

words! {
    contacts_link => "联系人与催报" | "People and reminders";
    home_remind(city) => "催报{city}" | "Remind {city}";
    contacts_title(city) => "{city}：联系人与催报" | "{city}: people and reminders";
    contacts_people => "联系人" | "People";
    contacts_lead => "只填写办公用的联系方式。本市、所在省联络员和国家局可以看到。" | "Work numbers only. The city, its province's liaison and CNIPA see them.";
    contacts_none => "还没有联系人。" | "Nobody is entered yet.";
    contacts_name => "姓名" | "Name";
    contacts_post => "职务" | "Post";
    contacts_landline => "座机" | "Landline";
    contacts_mobile => "手机" | "Mobile";
    contacts_deputy => "代理人" | "Stands in";
    contacts_deputy_hint => "不在岗时由谁代办，连同电话。" | "Who stands in, with a number.";
    contacts_phone_hint => "座机和手机至少填一个。" | "One of the two numbers at least.";
    contacts_changed(who, day) => "{who}，{day}" | "{who}, {day}";
    contacts_edit => "修改" | "Change";
    contacts_edit_of(name) => "修改：{name}" | "Change {name}";
    contacts_add => "添加联系人" | "Add a person";
    contacts_remove => "删除" | "Remove";
    contacts_saved => "通讯录已更新。" | "The address book is up to date.";
    contacts_cancel => "取消" | "Cancel";
    chases_title => "催报记录" | "Log of reminders";
    chases_none => "还没有催报记录。" | "Nobody was reminded yet.";
    chases_log => "登记催报" | "Log a reminder";
    chases_logged => "催报已登记。" | "The reminder is in the log.";
    chases_period => "报告" | "Report";
    chases_channel => "方式" | "By";
    chases_spoke_to => "联系了谁" | "Whom you reached";
    chases_said => "沟通情况" | "What was said";
    chases_promised_on => "承诺报送日期" | "Promised for";
    chases_promised_hint => "没有承诺可以不填。" | "Leave it empty if no day was named.";
    chases_when => "时间" | "When";
    chases_came => "已报送" | "came in";
    chases_broken => "已过承诺日期" | "the day has passed";
    chases_nothing_due => "目前没有需要提醒的报告。" | "There is nothing to remind of now.";
    reminder_title => "提醒文字" | "Reminder to copy";
    reminder_lead => "只写本市情况，可复制到微信、短信，或在电话中照读。" | "It tells of this city alone: for WeChat, a text message or the telephone.";
    reminder_copy => "复制" | "Copy";
    reminder_copied => "已复制" | "Copied";
    reminder_head(city) => "【试点看板】{city}知识产权公共服务标准化试点联系人，您好：" | "Pilotboard, to {city}'s contact for the IP public service pilot:";
    reminder_open(report, due, time, state) => "{report}截止时间为 {due} 24:00，{time}，目前状态：{state}。" | "{report} is due {due}, 24:00 Beijing time ({time}); it stands at: {state}.";
    reminder_overdue(report, due, time, state) => "{report}应于 {due} 24:00 前报送，{time}，目前状态：{state}。" | "{report} was due {due}, 24:00 Beijing time ({time}); it stands at: {state}.";
    reminder_returned(report, time) => "{report}已退回修改，{time}。" | "{report} was returned for changes ({time}).";
    reminder_foot => "请登录试点看板办理；如已办理，请忽略本提醒。如有困难，请与我们联系。" | "Please sign in to Pilotboard to see to it; if you have, pass this over. If something stands in the way, tell us.";
    fault_not_a_phone => "请输入电话号码，如 0871-63124567。" | "Enter a telephone number, as 0871-63124567.";
    fault_no_phone => "座机和手机至少填一个。" | "Enter a landline or a mobile number.";
}

impl Words {
    /// How a city was reminded.
    #[must_use]
    pub const fn channel(self, channel: Channel) -> &'static str {
        match (self.0, channel) {
            (Lang::Zh, Channel::Phone) => "电话",
            (Lang::Zh, Channel::Wechat) => "微信",
            (Lang::Zh, Channel::Other) => "其他",
            (Lang::En, Channel::Phone) => "Telephone",
            (Lang::En, Channel::Wechat) => "WeChat",
            (Lang::En, Channel::Other) => "Another way",
        }
    }
}
