using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Fengqiao.Platform.Documents;

/// <summary>Writes an official paper as DOCX, in the layout of GB/T 9704, for an office program to go on with.</summary>
public static class DocxPaper
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The whole file. It is made in memory: a paper is a few pages.</summary>
    public static byte[] Write(OfficialPaper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            PaperLook.AddTo(main);
            main.Document = new Document(new Body(Content(paper, main)));
            document.PackageProperties.Title = PrintableText.Of(paper.Title);
        }

        return stream.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Content(OfficialPaper paper, MainDocumentPart main)
    {
        yield return Line(paper.Title, PaperLook.Title, PaperLook.TitleSize, JustificationValues.Center, after: 200);
        if (paper.Reference is not null || paper.Mark is not null)
        {
            yield return Ends(paper.Reference ?? "", paper.Mark ?? "");
        }

        foreach (var block in paper.Blocks)
        {
            foreach (var element in Block(block, main))
            {
                yield return element;
            }
        }

        foreach (var signature in new[] { paper.SignedBy, paper.SignedOn }.OfType<string>())
        {
            yield return Signature(signature);
        }

        yield return PaperLook.Section(main);
    }

    private static IEnumerable<OpenXmlElement> Block(PaperBlock block, MainDocumentPart main) => block switch
    {
        PaperHeading heading => [Line(heading.Text, PaperLook.Heading, PaperLook.BodySize, JustificationValues.Left, before: 120, keepWithNext: true)],
        PaperAddressee to => [Line(to.Text, PaperLook.Body, PaperLook.BodySize, JustificationValues.Left)],
        PaperText text => text.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Indented),
        PaperForm form => [PaperTables.Form(form), Gap()],
        PaperTable table => [PaperTables.Table(table), Gap()],
        PaperCode code => [PaperPicture.Code(code, main), Gap()],
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    /// <summary>Two characters in, as Chinese paragraphs begin.</summary>
    private static Paragraph Indented(string text) => new(
        new ParagraphProperties(new Indentation { FirstLineChars = 200, FirstLine = "640" }, new Justification { Val = JustificationValues.Both }),
        Run(text, PaperLook.Body, PaperLook.BodySize));

    /// <summary>署名 and 成文日期 stand four characters in from the right.</summary>
    private static Paragraph Signature(string text) => new(
        new ParagraphProperties(new KeepLines(), new Indentation { Right = "1280", RightChars = 400 }, new Justification { Val = JustificationValues.Right }),
        Run(text, PaperLook.Body, PaperLook.BodySize));

    private static Paragraph Line(string text, string font, int size, JustificationValues side, int before = 0, int after = 0, bool keepWithNext = false)
    {
        var properties = new ParagraphProperties();
        if (keepWithNext)
        {
            properties.Append(new KeepNext());
        }

        properties.Append(
            new SpacingBetweenLines { Before = PaperLook.Points(before), After = PaperLook.Points(after) },
            new Justification { Val = side });
        return new Paragraph(properties, Run(text, font, size));
    }

    private static Paragraph Ends(string left, string right) => new(
        new ParagraphProperties(
            new Tabs(new TabStop { Val = TabStopValues.Right, Position = PaperLook.TextWidth }),
            new SpacingBetweenLines { After = "80" }),
        Run(left, PaperLook.Body, PaperLook.NumberSize),
        new Run(new TabChar()),
        Run(right, PaperLook.Heading, PaperLook.NumberSize));

    /// <summary>Two tables that touch would become one.</summary>
    private static Paragraph Gap() => new(new ParagraphProperties(new SpacingBetweenLines { Line = "240", LineRule = LineSpacingRuleValues.Exact }));

    internal static Run Run(string text, string font, int size) => new(
        new RunProperties(PaperLook.FontOf(font), new FontSize { Val = PaperLook.Points(size) }),
        new Text(PrintableText.Of(text)) { Space = SpaceProcessingModeValues.Preserve });
}
