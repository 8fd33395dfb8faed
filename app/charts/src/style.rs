//! The style that a file carries: the rules of the page's sheet with the light colours resolved, and its faces.

/// The rules of the style sheet with the light colours resolved, for files.
pub(crate) const FILE_STYLE: &str = "\
.page{fill:#fff}.t{fill:#141b21;font-size:14px}.t-s{fill:#3d4850;font-size:13px}\
.t-x{fill:#56626b;font-size:12px}.t-b{font-weight:600}.t-hl{fill:#14558d;font-weight:600}\
.t-take{fill:#141b21;font-size:18px;font-weight:600}\
.end{text-anchor:end}.mid{text-anchor:middle}\
.g-line{stroke:#e3e8ea;fill:none}.a-line{stroke:#74808a;fill:none}\
.band{fill:#f1f4f6}.range{stroke:#c2cacf;stroke-width:2;fill:none}.rowhl{fill:#eff5fa}\
.step{fill:none;stroke:#141b21;stroke-width:1.5;stroke-dasharray:5 3}\
.aim{fill:none;stroke:#141b21;stroke-width:1.75;stroke-dasharray:9 3 2 3}\
.aim-old{fill:none;stroke:#7e8a92;stroke-width:1.25;stroke-dasharray:2 3}\
.aim-mark{fill:#fff;stroke:#141b21;stroke-width:1.5;stroke-linejoin:round}.aim-tick{stroke:#141b21;stroke-width:2}\
.brk{stroke:#56626b;stroke-width:1.25;stroke-dasharray:1 3;fill:none}.brk-foot{stroke:#56626b;stroke-width:1.25;fill:none}\
.base-tick{stroke:#56626b;stroke-width:2;fill:none}\
.gap-short{fill:#f9e9d3;stroke:#8f4310;stroke-width:1}.gap-short-h{fill:none;stroke:#8f4310;stroke-width:1}\
.gap-met{fill:none;stroke:#14558d;stroke-width:3}\
.lead-l{stroke:#a9b3ba;fill:none}.stem{stroke:#a9b3ba;stroke-width:2}\
.stem-hl{stroke:#14558d;stroke-width:3}.dot{fill:#7e8a92}.dot-hl{fill:#14558d}\
.dot-open{fill:#fff;stroke:#7e8a92;stroke-width:2}\
.dot-open-hl{fill:#fff;stroke:#14558d;stroke-width:2}.ring{fill:none;stroke:#141b21;stroke-width:1.5}.bar{fill:#7e8a92}.bar-hl{fill:#14558d}.bar-bg{fill:#dbe1e4}\
.line{fill:none;stroke:#a9b3ba;stroke-width:1.5;stroke-linejoin:round}\
.line-ghost{fill:none;stroke:#d3dade;stroke-width:1.25;stroke-linejoin:round}\
.line-hl{fill:none;stroke:#14558d;stroke-width:3;stroke-linejoin:round;stroke-linecap:round}\
.line-open{stroke-dasharray:3 3;stroke-linecap:butt}\
.halo{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}\
.cell-open{fill:none;stroke:#56626b;stroke-width:1.5}\
.st-open{fill:#fff;stroke:#56626b;stroke-width:1.25}.st-pale{fill:#cfe0ee;stroke:#14558d;stroke-width:1}\
.st-done{fill:#14558d;stroke:#14558d;stroke-width:1}.st-late{fill:#f9e9d3;stroke:#8f4310;stroke-width:1.25}\
.st-late-h{fill:none;stroke:#d08a45;stroke-width:1.5}\
.st-moved{fill:#fff;stroke:#14558d;stroke-width:1.25;stroke-dasharray:4 2}\
.st-moved-h{fill:none;stroke:#9dc0dd;stroke-width:1}\
.ms-due{fill:#fff;stroke:#141b21;stroke-width:1.75}.ms-done{fill:#141b21;stroke:#fff;stroke-width:1.5}\
.ms-late{fill:#8f4310}.ms-late-e{fill:#fff;stroke:#8f4310;stroke-width:1.5}\
.ms-old{fill:#fff;stroke:#7e8a92;stroke-width:1.25}\
.ms-arrow{fill:none;stroke:#56626b;stroke-width:1.25}.ms-head{fill:#56626b}\
.now{fill:none;stroke:#b3560b;stroke-width:1.5}\
.h-4m{fill:#8f4310}.h-3m{fill:#d08a45}.h-2m{fill:#edc292}.h-1m{fill:#f9e9d3}.h-0{fill:#f3f5f6}\
.h-1p{fill:#cfe2f1}.h-2p{fill:#8dbadd}.h-3p{fill:#2f74ad}\
.ht-4m,.ht-3p{fill:#fff}.ht-3m,.ht-2m,.ht-1m,.ht-0,.ht-1p,.ht-2p{fill:#141b21}\
.s1{fill:#cfe0ee}.s4{fill:#14558d}.st1{fill:#141b21}.st4{fill:#fff}\
.ln{fill:none;stroke-width:2;stroke-linejoin:round}\
.c1{stroke:#332288}.c2{stroke:#2b7fb0}.c3{stroke:#23877a}.c4{stroke:#117733}.c5{stroke:#5d6600}\
.c6{stroke:#b57d17}.c7{stroke:#c34d5e}.c8{stroke:#882255}.c9{stroke:#a03f92}";

/// Faces of a file by language, own script first.
pub(crate) fn file_face(lang: &str) -> &'static str {
    if lang.starts_with("zh") {
        "\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans SC\",\"Noto Sans CJK SC\",\"Segoe UI\",Arial,sans-serif"
    } else {
        "\"Segoe UI\",\"Noto Sans\",\"Helvetica Neue\",Arial,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans SC\",\"Noto Sans CJK SC\",sans-serif"
    }
}
