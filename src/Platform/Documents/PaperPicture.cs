using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using Drawn = DocumentFormat.OpenXml.Drawing.Pictures;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Fengqiao.Platform.Documents;

/// <summary>A QR code of 28 mm with its words beside it, in a table without rules.</summary>
internal static class PaperPicture
{
    /// <summary>28 mm in English Metric Units, of which a millimetre has 36,000.</summary>
    private const long Side = 28 * 36_000L;

    private const int CodeWidth = 1900;

    public static W.Table Code(PaperCode code, MainDocumentPart main)
    {
        var part = main.AddImagePart(ImagePartType.Png);
        using (var png = new MemoryStream(QrImage.Png(code.Content)))
        {
            part.FeedData(png);
        }

        var number = (uint)main.ImageParts.Count();
        var words = new W.TableCell(Width(PaperLook.TextWidth - CodeWidth));
        words.Append(code.Caption.Select(line => new W.Paragraph(
            new W.ParagraphProperties(new W.SpacingBetweenLines { Line = "400", LineRule = W.LineSpacingRuleValues.AtLeast }),
            DocxPaper.Run(line, PaperLook.Body, PaperLook.FormSize))));
        return new W.Table(
            new W.TableProperties(new W.TableWidth { Width = PaperLook.Points(PaperLook.TextWidth), Type = W.TableWidthUnitValues.Dxa }, new W.TableLayout { Type = W.TableLayoutValues.Fixed }),
            new W.TableGrid(new W.GridColumn { Width = PaperLook.Points(CodeWidth) }, new W.GridColumn { Width = PaperLook.Points(PaperLook.TextWidth - CodeWidth) }),
            new W.TableRow(
                new W.TableRowProperties(new W.CantSplit()),
                new W.TableCell(Width(CodeWidth), new W.Paragraph(new W.Run(Picture(main.GetIdOfPart(part), number)))),
                words));
    }

    private static W.TableCellProperties Width(int width) => new(
        new W.TableCellWidth { Width = PaperLook.Points(width), Type = W.TableWidthUnitValues.Dxa },
        new W.TableCellVerticalAlignment { Val = W.TableVerticalAlignmentValues.Center });

    private static W.Drawing Picture(string part, uint number) => new(new Inline(
        new Extent { Cx = Side, Cy = Side },
        new DocProperties { Id = number, Name = "QR", Description = "QR" },
        new DocumentFormat.OpenXml.Drawing.Wordprocessing.NonVisualGraphicFrameDrawingProperties(new GraphicFrameLocks { NoChangeAspect = true }),
        new Graphic(new GraphicData(new Drawn.Picture(
            new Drawn.NonVisualPictureProperties(new Drawn.NonVisualDrawingProperties { Id = number, Name = "QR" }, new Drawn.NonVisualPictureDrawingProperties()),
            new Drawn.BlipFill(new Blip { Embed = part }, new Stretch(new FillRectangle())),
            new Drawn.ShapeProperties(
                new Transform2D(new Offset { X = 0L, Y = 0L }, new Extents { Cx = Side, Cy = Side }),
                new PresetGeometry(new AdjustValueList()) { Preset = ShapeTypeValues.Rectangle })))
        { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
    { DistanceFromTop = 0U, DistanceFromBottom = 0U, DistanceFromLeft = 0U, DistanceFromRight = 0U });
}
