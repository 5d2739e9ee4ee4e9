using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Fengqiao.Platform.Documents;

/// <summary>
/// Page, type and numbering of official papers: GB/T 9704-2012. A4, head 37 mm, left 28 mm, so that 156 × 225 mm hold 22 lines of 28
/// characters in 三号仿宋; the title in 二号小标宋, headings in 三号黑体; page numbers in 四号 between dashes, outside.
/// The fonts are licensed and not shipped: each names the ones that stand in for it.
/// </summary>
internal static class PaperLook
{
    public const string Body = "仿宋_GB2312";
    public const string Title = "方正小标宋简体";
    public const string Heading = "黑体";
    public const string PageNumber = "宋体";

    /// <summary>Half points: 三号 16 pt, 二号 22 pt, 四号 14 pt; forms use 小四 12 pt, so that they stay on one page.</summary>
    public const int BodySize = 32, TitleSize = 44, NumberSize = 28, FormSize = 24;

    /// <summary>Width of the text area, 156 mm, in twentieths of a point.</summary>
    public const int TextWidth = 8845;

    private const int LinePitch = 579;

    private static readonly (string Name, string Instead)[] Fonts =
    [
        (Body, "仿宋,FangSong,STFangsong,Noto Serif CJK SC"),
        (Title, "小标宋,SimSun,STSong,Noto Serif CJK SC"),
        (Heading, "SimHei,STHeiti,Noto Sans CJK SC"),
        (PageNumber, "SimSun,STSong,Noto Serif CJK SC"),
    ];

    public static void AddTo(MainDocumentPart main)
    {
        var fonts = main.AddNewPart<FontTablePart>();
        fonts.Fonts = new Fonts(Fonts.Select(f => new Font(new AltName { Val = f.Instead }) { Name = f.Name }));
        var styles = main.AddNewPart<StyleDefinitionsPart>();
        styles.Styles = new Styles(
            new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle(FontOf(Body), new FontSize { Val = Points(BodySize) })),
                new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { Before = "0", After = "0", Line = Points(LinePitch), LineRule = LineSpacingRuleValues.AtLeast }))));

        // Without it, Word would put all numbers on the right.
        var settings = main.AddNewPart<DocumentSettingsPart>();
        settings.Settings = new Settings(new EvenAndOddHeaders());
    }

    /// <summary>Odd pages carry their number at the right, even ones at the left.</summary>
    public static SectionProperties Section(MainDocumentPart main) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = Footer(main, JustificationValues.Right) },
        new FooterReference { Type = HeaderFooterValues.Even, Id = Footer(main, JustificationValues.Left) },
        new PageSize { Width = 11906U, Height = 16838U },
        new PageMargin { Top = 2098, Right = 1474U, Bottom = 1984, Left = 1587U, Header = 851U, Footer = 1418U, Gutter = 0U },
        new DocGrid { Type = DocGridValues.Lines, LinePitch = LinePitch });

    public static RunFonts FontOf(string name) => new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = name, ComplexScript = "Times New Roman" };

    public static string Points(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Footer(MainDocumentPart main, JustificationValues side)
    {
        var part = main.AddNewPart<FooterPart>();
        part.Footer = new Footer(new Paragraph(
            new ParagraphProperties(new Indentation { Left = "320", Right = "320" }, new Justification { Val = side }),
            Number(new Text("— ") { Space = SpaceProcessingModeValues.Preserve }),
            Number(new FieldChar { FieldCharType = FieldCharValues.Begin }),
            Number(new FieldCode(" PAGE ") { Space = SpaceProcessingModeValues.Preserve }),
            Number(new FieldChar { FieldCharType = FieldCharValues.Separate }),
            Number(new Text("1")),
            Number(new FieldChar { FieldCharType = FieldCharValues.End }),
            Number(new Text(" —") { Space = SpaceProcessingModeValues.Preserve })));
        return main.GetIdOfPart(part);
    }

    private static Run Number(OpenXmlElement content) =>
        new(new RunProperties(new RunFonts { Ascii = PageNumber, HighAnsi = PageNumber, EastAsia = PageNumber }, new FontSize { Val = Points(NumberSize) }), content);
}
