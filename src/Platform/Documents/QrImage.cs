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
            for (var x = 0; x < rows.Count; x++)
            {
                var run = x;
                while (run < rows.Count && rows[y][run])
                {
                    run++;
                }

                if (run > x)
                {
                    drawn.Append('M').Append(x).Append(' ').Append(y).Append('h').Append(run - x).Append("v1h").Append(x - run).Append('z');
                    x = run;
                }
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
