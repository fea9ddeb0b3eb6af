/// Print style after Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20/20/30/15 mm, Times metrics, page number top centre from
/// the second page on.
enum ReportStyle {
  static let css = """
    @page { size: A4; margin: 22mm 17mm 20mm 30mm;
      @top-center { content: counter(page); font: 13pt "Liberation Serif"; vertical-align: bottom; padding-bottom: 3mm } }
    @page :first { @top-center { content: none } }
    @page wide { size: A4 landscape; margin: 30mm 20mm 17mm 22mm }
    html { font-family: "Liberation Serif", "Times New Roman", serif; font-size: 14pt; line-height: 1.2; color: #000 }
    body { margin: 0; }
    p { margin: 6pt 0 0; text-align: justify; text-indent: 1.27cm; }
    h2 { font-size: 14pt; margin: 12pt 0 0 1.27cm; break-after: avoid }
    h3 { font-size: 13pt; margin: 12pt 0 4pt; break-after: avoid }
    table { border-collapse: collapse; width: 100%; }
    .head { table-layout: fixed; margin-bottom: 14pt }
    .head td { text-align: center; vertical-align: top; padding: 0; line-height: 1.15 }
    .head td:first-child { width: 39% }
    .country { font-size: 12pt; white-space: nowrap; letter-spacing: -0.1pt }
    .caps { text-transform: uppercase; font-size: 13pt }
    .bold { font-weight: bold }
    .motto { font-size: 13pt; font-weight: bold; display: inline-block; border-bottom: 0.75pt solid #000; padding-bottom: 1pt }
    .rule { width: 40%; margin: 2pt auto 0; border-top: 0.75pt solid #000 }
    .number { font-size: 13pt; padding-top: 8pt !important }
    .place { font-size: 13pt; font-style: italic; padding-top: 8pt !important }
    h1 { font-size: 14pt; text-align: center; margin: 0; line-height: 1.25 }
    h1 span { display: block; text-transform: none }
    .titlerule { width: 30%; margin: 3pt auto 12pt; border-top: 0.75pt solid #000 }
    .grid { font-size: 10.5pt; line-height: 1.15; margin-top: 6pt }
    .grid th, .grid td { border: 0.5pt solid #000; padding: 2.5pt 3.5pt; vertical-align: top; overflow-wrap: anywhere }
    .grid th { font-weight: bold; text-align: center; vertical-align: middle }
    .grid thead { display: table-header-group }
    .grid tr { break-inside: avoid }
    .grid .heading td { font-weight: bold }
    .center { text-align: center }
    .right { text-align: right; white-space: nowrap }
    .result { font-weight: bold }
    .small { font-size: 11pt }
    .wide { page: wide; break-before: page }
    .plain { break-before: page }
    figure { margin: 8pt 0 0; break-inside: avoid }
    figcaption { font-size: 12pt; font-style: italic; text-align: center; margin-top: 2pt }
    .sign { margin-top: 18pt; break-inside: avoid; table-layout: fixed }
    .sign td { vertical-align: top; padding: 0; width: 50% }
    .recipients { font-size: 11pt; line-height: 1.15 }
    .recipients b { font-size: 12pt; font-style: italic }
    .signer { text-align: center; font-weight: bold; font-size: 13pt; line-height: 1.2 }
    .seal { height: 26mm }
    .last { break-after: avoid }
    .grid tbody.row { break-inside: avoid }
    code { font-family: "Liberation Mono", monospace; font-size: 10pt; overflow-wrap: anywhere }
    pre { font-family: "Liberation Mono", monospace; font-size: 9.5pt; white-space: pre-wrap; overflow-wrap: anywhere; margin: 4pt 0 0 }
    .notice { border: 1.5pt solid #000; padding: 4pt 8pt; text-align: center; font-weight: bold; margin: 8pt 0; text-indent: 0 }
    .keep { break-inside: avoid }
    .chot td { vertical-align: top; padding: 0 }
    .chot .qr { width: 46mm; padding-left: 6mm }
    .chot .qr svg { width: 40mm; height: 40mm }
    .flat { text-indent: 0 }
    .sheet { break-before: page }
    .line { border-bottom: 0.75pt dotted #000; text-indent: 0; text-align: left; line-height: 1.3 }
    .keepnext { break-after: avoid; text-indent: 0 }
    .photos { break-inside: avoid; table-layout: fixed; margin-top: 6pt }
    .photos td { border: 0.5pt dashed #000; height: 30mm; text-align: center; vertical-align: bottom; font-size: 11pt; font-style: italic; padding: 2pt }
    .signers { table-layout: fixed; margin-top: 12pt; break-inside: avoid }
    .signers td { text-align: center; font-weight: bold; font-size: 12pt; vertical-align: top; height: 22mm; padding: 0 }
    .signers i { display: block; font-weight: normal; font-size: 11pt }
    @media screen { body { max-width: 210mm; margin: 10mm auto; padding: 0 10mm } }
    """

  /// Every page of a report that proves nothing bears it, in the margin and across.
  static func stamped(_ notice: String) -> String {
    """
    @page { @bottom-center { content: "\(notice)"; font: bold 12pt "Liberation Serif" } }
    @page wide { @bottom-center { content: "\(notice)"; font: bold 12pt "Liberation Serif" } }
    .stamp { position: fixed; top: 40%; left: 0; right: 0; text-align: center; font-size: 64pt; font-weight: bold;
      color: #e4e4e4; transform: rotate(-30deg); z-index: -1; text-indent: 0 }
    """
  }
}
