using System.Globalization;
using System.Text;
using QRCoder;

namespace Fengqiao.Platform.Documents;

/// <summary>
/// A QR code as a picture. Error correction M: a slip may be folded or stained over 15 % of it and is still read.
/// </summary>
public static class QrImage
{
    private const int PixelsPerModule = 8;

    /// <summary>Side of the picture in modules, with the quiet border that readers need.</summary>
    /// <param name="content">At most some 2,000 characters.</param>
    /// <param name="path">An SVG path of the dark modules, one unit each.</param>
    public static int Svg(string content, out string path)
    {
        using var code = Make(content);
        var rows = code.ModuleMatrix;
        var drawn = new StringBuilder(rows.Count * rows.Count);
        for (var y = 0; y < rows.Count; y++)
        {
            var x = 0;
            while (x < rows.Count)
            {
                // Neighbours become one rectangle: a fifth of the length, and no hair lines between them.
                var run = 1;
                while (rows[y][x] && x + run < rows.Count && rows[y][x + run])
                {
                    run++;
                }

                if (rows[y][x])
                {
                    drawn.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{run}v1h-{run}z");
                }

                x += run;
            }
        }

        path = drawn.ToString();
        return rows.Count;
    }

    public static byte[] Png(string content)
    {
        using var code = Make(content);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(PixelsPerModule);
    }

    private static QRCodeData Make(string content)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
    }
}
