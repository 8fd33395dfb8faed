//! Words of mail: the digest itself, its choice at the own account, and the administrator's log.

use domain::mail::State;

use super::Words;

words! {
    mail_subject(n) => "试点看板：{n} 条未读消息" | "Pilotboard: {n} unread ⟨message|messages⟩";
    mail_greeting(name) => "{name}，您好：" | "Dear {name},";
    mail_unread(n) => "试点看板上有 {n} 条您尚未阅读的消息：" | "You have {n} unread ⟨message|messages⟩ on Pilotboard:";
    mail_more(n) => "另有 {n} 条未在此列出。" | "{n} more ⟨is|are⟩ not listed here.";
    mail_waits => "全部消息和待办事项：" | "All messages, and what waits for you:";
    mail_switch_off => "如不需要此邮件，可在“我的账号”中关闭：" | "To stop these e-mails, switch them off under “My account”:";
    mail_test_subject => "试点看板测试邮件" | "Pilotboard test message";
    mail_test_body => "这是一封测试邮件。收到它说明邮件设置可用。" | "This is a test message. Receiving it means that the mail settings work.";

    digest_title => "邮件摘要" | "E-mail digest";
    digest_lead => "工作日 8 时起，有未读新消息时发送一封邮件，每天最多一封。" | "On working days from 8:00, one e-mail a day with your new unread messages, if there are any.";
    digest_mail_off => "系统尚未配置邮件，目前不发送。您的选择会保留，启用后生效。" | "Mail is not configured here, so nothing is sent. Your choice is kept and holds once it is.";
    digest_on => "接收邮件摘要" | "Send me the digest";
    digest_own(account) => "发送至您的账号 {account}。" | "It goes to your account, {account}.";
    digest_to => "收件邮箱" | "E-mail address";
    digest_to_hint => "您的账号不是邮箱，请填写接收摘要的邮箱" | "Your account is not an e-mail address: enter where the digest should go";
    digest_saved => "邮件摘要的设置已保存。" | "Your choice about the digest is saved.";
    digest_last(when, n, to) => "最近一次摘要：{when}，{n} 条消息，发至 {to}。" | "Last digest: {when}, {n} ⟨message|messages⟩, to {to}.";
    digest_never => "还没有给您发送过摘要。" | "No digest has been sent to you yet.";
    fault_not_an_address => "请填写一个邮箱地址，例如 name@example.org。" | "Enter one e-mail address, such as name@example.org.";

    mail_log => "邮件发送记录" | "Mail log";
    mail_log_lead(n) => "每人每个工作日最多一封摘要。列出最近 {n} 封。" | "At most one digest a person and working day. The last {n} are listed.";
    mail_off => "邮件未启用。启动程序时给出 --smtp、--mail-from 和 --public-url 即可启用。" | "Mail is off. Start the program with --smtp, --mail-from and --public-url to switch it on.";
    mail_none => "还没有邮件摘要。" | "No digest yet.";
    mail_day => "日期" | "Day";
    mail_person => "收件人" | "Reader";
    mail_messages => "消息" | "Messages";
    mail_state => "状态" | "State";
    mail_attempts => "次数" | "Tries";
    mail_when => "时间" | "When";
    mail_next(when) => "{when} 后再试" | "next try after {when}";
    mail_waiting => "待发送" | "Waiting";
    mail_sent => "已发送" | "Sent";
    mail_spared => "无需发送" | "Not needed";
    mail_failed => "未送达" | "Failed";
    mail_why_connection => "无法连接邮件服务器" | "No connection to the mail server";
    mail_why_timeout => "邮件服务器未在规定时间内答复" | "The mail server did not answer in time";
    mail_why_tls => "无法与邮件服务器建立加密连接" | "No encrypted connection to the mail server";
    mail_why_address => "收件地址无效" | "The address is not valid";
    mail_why_day => "当天未能送达，内容并入下一封" | "Not sent on its day; its messages go into the next";
    mail_test => "给我发一封测试邮件" | "Send me a test message";
    mail_test_done(to) => "测试邮件已由邮件服务器接收，收件人 {to}。" | "The mail server has taken a test message to {to}.";
    mail_test_failed(why) => "测试邮件未能发出：{why}。" | "The test message was not sent: {why}.";
    mail_test_nowhere => "您的账号没有收件邮箱，请先在“我的账号”中填写并开启摘要。" | "Your account has no address: enter one and switch the digest on under “My account” first.";
}

impl Words {
    /// The state of a digest.
    #[must_use]
    pub const fn mail_state_name(self, state: State) -> &'static str {
        match state {
            State::Waiting => self.mail_waiting(),
            State::Sent => self.mail_sent(),
            State::Spared => self.mail_spared(),
            State::Failed => self.mail_failed(),
        }
    }

    /// Why a letter was not sent: in words where the program knows, else as the server said.
    #[must_use]
    pub fn mail_reason(self, why: &str) -> &str {
        match why {
            "connection" => self.mail_why_connection(),
            "timeout" => self.mail_why_timeout(),
            "tls" => self.mail_why_tls(),
            "address" => self.mail_why_address(),
            "day" => self.mail_why_day(),
            said => said,
        }
    }
}
