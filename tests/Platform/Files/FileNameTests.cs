using System.Text;
using Fengqiao.Platform.Files;

namespace Fengqiao.Platform.Tests.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("报告.docx", "报告.docx")]
    [InlineData("../../etc/cron.d/x", "x")]
    [InlineData("C:\\Users\\a\\图.png", "图.png")]
    [InlineData("a\r\nSet-Cookie: x=1", "aSet-Cookie_ x=1")]
    [InlineData("a.jpg\0.aspx", "a.jpg")]
    [InlineData("\u202Egpj.exe", "gpj.exe")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("COM¹.png", "_COM¹.png")]
    [InlineData("conin$", "_conin$")]
    [InlineData("a\u00ADb\U000E0041.png", "ab.png")]
    [InlineData("e\u0301.png", "e\u0301.png")]
    [InlineData("..／..＼a.png", "..／..＼a.png")]
    [InlineData("name...  ", "name")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("\"<>|?*\"", "_______")]
    [InlineData("😀.png", "😀.png")]
    public void Sanitise_KeepsTheNameAndNothingElse(string name, string expected) => FileNames.Sanitise(name).ShouldBe(expected);

    [Fact]
    public void Sanitise_OfALongChineseName_FitsAnyFileSystem()
    {
        var name = FileNames.Sanitise(new string('枫', 300));
        Encoding.UTF8.GetByteCount(name).ShouldBeInRange(190, 200);
    }

    [Theory]
    [InlineData("a.jpg", ".png", "a.jpg.png")]
    [InlineData("a.JPG", ".jpg", "a.JPG")]
    [InlineData("a.jpeg", ".jpg", "a.jpeg")]
    [InlineData("a.png.exe", ".png", "a.png.exe.png")]
    public void DownloadName_EndsAsTheTypeDemands(string name, string extension, string expected) =>
        new StoredFile(Guid.Empty, name, "image/png", extension, 1, "").DownloadName.ShouldBe(expected);

    [Theory]
    [InlineData("a b.txt", "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt")]
    [InlineData("枫.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%E6%9E%AB.txt")]
    [InlineData("a\";x=\r\n", "attachment; filename=\"a__x=\"; filename*=UTF-8''a_%3Bx%3D")]
    public void ContentDisposition_IsOneSafeLine(string name, string expected) => ContentDisposition.Value(name).ShouldBe(expected);

    [Theory]
    [InlineData("image/png", "inline")]
    [InlineData("image/heic", "attachment")]
    [InlineData("application/pdf", "attachment")]
    [InlineData("text/plain", "attachment")]
    public void Headers_ShowOnlyPicturesInline(string type, string disposition)
    {
        var headers = ContentDisposition.Headers(new StoredFile(Guid.Empty, "a", type, ".x", 1, "")).ToDictionary();
        headers["Content-Disposition"].ShouldStartWith(disposition + ";");
        headers["X-Content-Type-Options"].ShouldBe("nosniff");
        headers["Content-Security-Policy"].ShouldContain("sandbox");
    }
}
