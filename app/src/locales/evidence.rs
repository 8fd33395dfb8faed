//! Words of evidence: the page of a report's files, why a file is not taken, where else the same file stands.

use domain::{
    evidence::{FILE_NAME_MAX, FileFault, FileKind, FrozenFile, SIGNATURE},
    practice, problem,
};

use storage::evidence::Owner;

use super::Words;

words! {
    files_title => "佐证材料" | "Evidence";
    files_title_of(period) => "{period}进展报告：佐证材料" | "Report for {period}: evidence";
    files_lead => "佐证材料随报告一并冻结、报送，能查看报告的人都能下载。" | "Evidence is frozen and submitted with the report; who reads the report can download it.";
    files_n(n) => "佐证材料（{n}）" | "Evidence ({n})";
    files_add => "添加佐证材料" | "Add evidence";
    files_item => "所属项目" | "Item";
    files_file => "文件" | "File";
    files_hint(megabytes) => "PDF、图片（PNG、JPEG、GIF、WebP）、Office 或 WPS 文档、文本或 CSV、ZIP、MP4，每个不超过 {megabytes} MB，可一次选择多个；类型按内容识别。" | "PDF, pictures (PNG, JPEG, GIF, WebP), Office or WPS documents, text or CSV, ZIP, MP4, each at most {megabytes} MB; several at once. What counts is the content, not the name.";
    files_upload => "上传" | "Upload";
    files_remove => "移除" | "Remove";
    files_remove_one(name, item) => "从“{item}”移除 {name}" | "Remove {name} from {item}";
    files_none => "还没有佐证材料" | "No evidence yet";
    files_none_open => "选择项目和文件后上传。" | "Choose an item and a file, then upload.";
    files_none_closed => "本报告现在不能添加佐证材料。" | "Nothing can be added to this report now.";
    files_closed => "现在不能添加或移除佐证材料：已提交的版本连同佐证材料一并冻结。" | "Evidence can be neither added nor removed now: what was handed in is frozen with it.";
    files_signature => "纸质审签单扫描件" | "Scan of the signed sheet";
    files_signature_of(n) => "第 {n} 版" | "version {n}";
    files_by(who, time) => "{who} {time} 添加" | "added by {who}, {time}";
    files_done_add => "文件已添加。" | "The file was added.";
    files_done_remove => "文件已移除；已提交的版本不受影响。" | "The file was removed; versions that were handed in keep it.";
    files_not_added => "没有添加文件" | "The file was not added";
    files_of_problem => "能看到这个问题的人都能下载附件；只能移除自己添加的。" | "Who sees the problem can download these files; you can remove those you added.";
    files_of_practice => "附件随案例一并申报；发布后所有试点城市都能下载。" | "The files are handed in with the case; once it is published all pilot cities can download them.";
    files_of_adoption => "采用佐证由采用城市添加，能查看这项做法的人都能下载。" | "The city that adopted it adds what shows it; who reads the practice can download these files.";
    files_in_problem(code) => "问题 {code}" | "Problem {code}";
    files_in_practice(code) => "经验做法 {code}" | "Practice {code}";
    files_in_adoption(city, code) => "{city}采用 {code}" | "Adoption of {code} by {city}";
    files_none_whole => "选择文件后上传。" | "Choose a file, then upload.";
    files_none_closed_whole => "现在不能添加佐证材料。" | "Nothing can be added now.";
    files_done_remove_whole => "文件已移除。" | "The file was removed.";
    files_back_to(what) => "返回 {what}" | "Back to {what}";
    files_back => "返回报告" | "Back to the report";
    files_sending => "正在上传 %" | "Uploading, %";
    files_checking => "上传完毕，正在检查……" | "Sent; it is being checked…";
    files_cut => "连接中断，正在重试……" | "The connection was cut; trying again…";
    files_gave_up => "上传没有成功，文件仍保留在这里，可以重新上传。" | "The upload did not get through. Your choice is kept here; try again.";
    files_signed_out => "登录已失效。请在另一窗口登录后，回到这里重新上传。" | "Your session has ended. Sign in in another window, come back here and try again.";
    files_same => "同一文件还用于：" | "The same file also stands in: ";
    files_preview(name) => "{name} 的预览" | "Preview of {name}";
    files_too_many(most) => "一个项目最多 {most} 个文件，请合并或移除一些。" | "An item takes at most {most} files. Combine some, or remove some.";
    kind_text => "文本" | "text";
    kind_archive => "ZIP 压缩包" | "ZIP archive";
    kind_film => "MP4 视频" | "MP4 film";

    file_missing => "请选择文件。" | "Choose a file.";
    file_empty => "文件是空的（0 字节），请检查后重新选择。" | "The file is empty (0 bytes). Check it and choose again.";
    file_too_large(megabytes) => "文件超过 {megabytes} MB，请压缩或拆分后再上传。" | "The file has more than {megabytes} MB. Compress or split it.";
    file_program => "文件内容是程序或脚本（或文档内含宏），不能作为佐证材料，与文件名无关。" | "By its content, whatever its name, the file is a program or script, or a document with macros. It cannot be evidence.";
    file_markup => "文件内容是网页或矢量图（HTML、SVG、XML），不能上传；请另存为 PDF 或图片。" | "By its content the file is a web page or drawing (HTML, SVG, XML). Save it as PDF or as a picture.";
    file_unknown => "文件内容不是可上传的类型，请另存为 PDF、图片、Office 或 WPS 文档、文本或 ZIP。" | "By its content the file is of no kind that is taken. Save it as PDF, picture, Office or WPS document, text or ZIP.";
    file_long_name(most) => "文件名超过 {most} 个字符，请改短后再上传。" | "The file's name has more than {most} characters. Shorten it.";
    file_bad_name => "文件名含有路径或不能使用的字符（如 / \\ : * ?），请改名后再上传。" | "The file's name holds a path or characters that names cannot have (as / \\ : * ?). Rename it.";
    file_cut => "上传中断，没有保留任何内容，请重新上传。" | "The upload was cut off and nothing of it is kept. Try again.";
}

impl Words {
    /// Why a file is not taken.
    #[must_use]
    pub fn file_fault(self, fault: FileFault) -> String {
        match fault {
            FileFault::Missing => self.file_missing().to_owned(),
            FileFault::Empty => self.file_empty().to_owned(),
            FileFault::TooLarge { megabytes } => self.file_too_large(megabytes),
            FileFault::Program => self.file_program().to_owned(),
            FileFault::Markup => self.file_markup().to_owned(),
            FileFault::Unknown => self.file_unknown().to_owned(),
            FileFault::LongName => self.file_long_name(FILE_NAME_MAX),
            FileFault::BadName => self.file_bad_name().to_owned(),
            FileFault::Cut => self.file_cut().to_owned(),
        }
    }

    /// What a file is, and how large: `PDF · 1.2 MB`.
    #[must_use]
    pub fn file_facts(self, file: &FrozenFile) -> String {
        let kind = match file.kind {
            FileKind::Text => self.kind_text().to_owned(),
            FileKind::Zip => self.kind_archive().to_owned(),
            FileKind::Mp4 => self.kind_film().to_owned(),
            kind => kind.name().to_ascii_uppercase(),
        };
        let size = match file.size {
            n if n < 1_000 => format!("{n} B"),
            n if n < 1_000_000 => format!("{} kB", n.div_ceil(1_000)),
            n => format!("{}.{} MB", n / 1_000_000, n % 1_000_000 / 100_000),
        };
        format!("{kind} · {size}")
    }

    /// What a file stands at; none for an item of a report, which has its own name.
    #[must_use]
    pub fn files_place(self, at: &Owner) -> Option<String> {
        Some(match at {
            Owner::Report { .. } => return None,
            Owner::Problem(number) => self.files_in_problem(problem::code(*number)),
            Owner::Practice(number) => self.files_in_practice(practice::code(*number)),
            Owner::Adoption { practice: number, city } => {
                self.files_in_adoption(self.city_short(city), practice::code(*number))
            }
        })
    }

    /// An item under which evidence stands.
    #[must_use]
    pub fn files_item_name(self, item: &str) -> String {
        if item == SIGNATURE {
            return self.files_signature().to_owned();
        }
        self.item(item)
    }
}
