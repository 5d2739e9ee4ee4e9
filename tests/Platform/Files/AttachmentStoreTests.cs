using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Platform.Files;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.Files;

public sealed class AttachmentStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTime _clock = new();
    private readonly AttachmentStore _store;

    public AttachmentStoreTests() => _store = new AttachmentStore(_folder.FullName, AttachmentLimits.Default, _clock);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[], string, string> Accepted => new()
    {
        { "a.jpg", Pictures.Jpeg(), "image/jpeg", ".jpg" },
        { "a.jpg", Pictures.Png(), "image/png", ".png" },
        { "a.webp", Pictures.WebP(), "image/webp", ".webp" },
        { "a.heic", Pictures.Heic(), "image/heic", ".heic" },
        { "a.mp4", Pictures.Mp4(), "video/mp4", ".mp4" },
        { "a.pdf", "%PDF-1.7\n1 0 obj\nendobj\n%%EOF\r\n"u8.ToArray(), "application/pdf", ".pdf" },
        { "a.docx", Archives.Docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx" },
        { "a.xlsx", Archives.Xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx" },
        { "a.txt", Encoding.UTF8.GetBytes("路灯坏了，a < b\n"), "text/plain", ".txt" },
        { "说明", [0xC2, 0xB7, 0xB5, 0xC6], "text/plain", ".txt" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Save_OfAnAcceptedFile_TellsItsTypeByContent(string name, byte[] content, string type, string extension)
    {
        var file = (await Save(content, name)).Value;
        file.ContentType.ShouldBe(type);
        file.Extension.ShouldBe(extension);
        var stored = Stored(file.Id);
        file.Size.ShouldBe(stored.Length);
        file.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(stored)));
        Files().ShouldHaveSingleItem();
    }

    public static TheoryData<string, string, byte[], string> Refused => new()
    {
        { "html", "a.html", "<!DOCTYPE html><html></html>"u8.ToArray(), FileErrors.TypeRefused },
        { "html as text", "a.txt", "hello <SCRIPT>alert(1)</SCRIPT>"u8.ToArray(), FileErrors.TypeRefused },
        { "svg", "a.svg", "<svg onload='alert(1)'/>"u8.ToArray(), FileErrors.TypeRefused },
        { "svg as text", "a.txt", " \n<svg onload='alert(1)'/>"u8.ToArray(), FileErrors.TypeRefused },
        { "xml", "a.xml", "<?xml version='1.0'?><a/>"u8.ToArray(), FileErrors.TypeRefused },
        { "script", "a.js", "alert(1)"u8.ToArray(), FileErrors.TypeRefused },
        { "double extension", "a.txt.js", "alert(1)"u8.ToArray(), FileErrors.TypeRefused },
        { "shell", "a.txt", "#!/bin/sh\n"u8.ToArray(), FileErrors.TypeRefused },
        { "program", "a.jpg", [.. "MZ"u8, 0x90, 0, 3, 0], FileErrors.TypeRefused },
        { "binary text", "a.txt", [65, 0, 66], FileErrors.TypeRefused },
        { "gif", "a.gif", "GIF89a\u0001\0\u0001\0"u8.ToArray(), FileErrors.TypeRefused },
        { "empty", "a.txt", [], FileErrors.Empty },
        { "virus test", "a.txt", Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"), FileErrors.Malware },
        { "jar", "a.docx", Archives.Jar(), FileErrors.TypeRefused },
        { "macros", "a.docx", Archives.MacroDocx(), FileErrors.Macros },
        { "vba", "a.docx", Archives.Docx(("word/vbaProject.bin", [1])), FileErrors.Macros },
        { "zip slip", "a.docx", Archives.Docx(("../../etc/cron.d/x", [1])), FileErrors.ZipUnsafe },
        { "backslash", "a.docx", Archives.Docx(("word\\..\\x", [1])), FileErrors.ZipUnsafe },
        { "link", "a.docx", Archives.WithLink(), FileErrors.ZipUnsafe },
        { "twin entries", "a.docx", Archives.Docx(("main.xml", [1])), FileErrors.ZipUnsafe },
        { "lying directory", "a.docx", Archives.Lying(), FileErrors.Damaged },
        { "html after zip", "a.docx", [.. Archives.Docx(), .. "<html>"u8], FileErrors.Damaged },
        { "html after pdf", "a.pdf", "%PDF-1.7\n%%EOF\n<html><script>"u8.ToArray(), FileErrors.Damaged },
        { "html after mp4", "a.mp4", [.. Pictures.Mp4(), .. "<html>"u8], FileErrors.Damaged },
        { "cut jpeg", "a.jpg", Pictures.Jpeg()[..^6], FileErrors.Damaged },
        { "cut png", "a.png", Pictures.Png()[..^20], FileErrors.Damaged },
        { "animated webp", "a.webp", Pictures.WebP(animated: true), FileErrors.Damaged },
        { "huge jpeg", "a.jpg", Pictures.Jpeg(30_000, 30_000), FileErrors.TooManyPixels },
        { "huge png", "a.png", Pictures.Png(30_000, 30_000), FileErrors.TooManyPixels },
        { "huge webp", "a.webp", Pictures.WebP(16_000, 16_000), FileErrors.TooManyPixels },
        { "huge heic", "a.heic", Pictures.Heic(30_000, 30_000), FileErrors.TooManyPixels },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Save_OfAnythingElse_IsRefusedAndLeavesNothing(string what, string name, byte[] content, string code)
    {
        var saved = await Save(content, name);
        saved.IsSuccess.ShouldBeFalse(what);
        saved.Error.Code.ShouldBe(code, what);
        Files().ShouldBeEmpty(what);
    }

    [Fact]
    public async Task Save_OfAPhoto_DropsPlaceAndCommentsButKeepsOrientation()
    {
        var stored = Stored((await Save(Pictures.Jpeg(exif: true, after: "<html><script>alert(1)</script>"u8.ToArray()), "a.jpg")).Value.Id);
        stored.AsSpan().IndexOf("GPS!"u8).ShouldBe(-1);
        stored.AsSpan().IndexOf("script"u8).ShouldBe(-1);
        stored[^2..].ShouldBe([0xFF, 0xD9]);
        var at = stored.AsSpan().IndexOf("Exif\0\0"u8);
        at.ShouldBeGreaterThan(0);
        ExifOrientation.Find(stored.AsSpan(at)).ShouldBe((ushort)6);
        // What was cleaned once is stored unchanged the second time.
        Stored((await Save(stored, "b.jpg")).Value.Id).ShouldBe(stored);
    }

    [Fact]
    public async Task Save_OfPngAndWebP_DropsTexts()
    {
        var png = Stored((await Save(Pictures.Png(after: "<html>"u8.ToArray()), "a.png")).Value.Id);
        png.AsSpan().IndexOf("GPS!"u8).ShouldBe(-1);
        png.AsSpan().IndexOf("acTL"u8).ShouldBe(-1);
        png.AsSpan().IndexOf("<html>"u8).ShouldBe(-1);
        var webp = Stored((await Save(Pictures.WebP(), "a.webp")).Value.Id);
        webp.AsSpan().IndexOf("GPS!"u8).ShouldBe(-1);
        BitConverter.ToUInt32(webp, 4).ShouldBe((uint)webp.Length - 8);
        (webp[20] & 0x0C).ShouldBe(0);
    }

    [Fact]
    public async Task Save_BeyondTheLimit_StopsReading()
    {
        var endless = new Endless();
        var saved = await _store.SaveAsync(endless, "a.bin", CancellationToken.None);
        saved.Error!.Kind.ShouldBe(ErrorKind.TooLarge);
        endless.Given.ShouldBeLessThan(AttachmentLimits.Default.MaxBytes + (1 << 20));
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_OfADocumentThatUnpacksToGigabytes_IsRefusedByItsDirectory()
    {
        (await Save(Archives.ManyEntries(10_000), "a.docx")).Error!.Code.ShouldBe(FileErrors.ZipTooLarge);
        (await Save(Archives.Docx(("word/a.xml", new byte[201 << 20])), "a.docx")).Error!.Code.ShouldBe(FileErrors.ZipTooLarge);
    }

    [Fact]
    public async Task Save_WhenCancelledOrCutOff_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _store.SaveAsync(new MemoryStream(Pictures.Jpeg()), "a.jpg", cancel.Token));
        (await _store.SaveAsync(new BrokenStream(), "a.jpg", CancellationToken.None)).Error!.Code.ShouldBe(FileErrors.UploadCut);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_OfDamagedPictures_NeverThrows()
    {
        var random = new Random(11);
        byte[][] originals = [Pictures.Jpeg(exif: true), Pictures.Png(), Pictures.WebP(), Pictures.Heic(), Pictures.Mp4(), Archives.Docx()];
        for (var i = 0; i < 600; i++)
        {
            var bytes = (byte[])originals[i % originals.Length].Clone();
            for (var j = 0; j < 3; j++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await Save(bytes[..random.Next(1, bytes.Length + 1)], "a.jpg");
        }
    }

    [Fact]
    public async Task Open_GivesTheFile_AndDeleteRemovesIt()
    {
        var id = (await Save("你好"u8.ToArray(), "a.txt")).Value.Id;
        Stored(id).ShouldBe("你好"u8.ToArray());
        _store.Delete(id).ShouldBeTrue();
        _store.Delete(id).ShouldBeFalse();
        _store.Open(id).Error!.Code.ShouldBe(FileErrors.NotFound);
    }

    [Fact]
    public async Task Sweep_RemovesOldOrphansOnly()
    {
        var known = (await Save("a"u8.ToArray(), "a.txt")).Value.Id;
        var orphan = (await Save("b"u8.ToArray(), "b.txt")).Value.Id;
        var young = (await Save("c"u8.ToArray(), "c.txt")).Value.Id;
        await File.WriteAllTextAsync(_folder["incoming/cut.raw"], "half");
        await File.WriteAllTextAsync(_folder["readme"], "not ours");
        foreach (var path in Files()) File.SetLastWriteTimeUtc(path, _clock.GetUtcNow().UtcDateTime.AddHours(path.EndsWith(young.ToString("N"), StringComparison.Ordinal) ? -1 : -48));

        _store.SweepOrphans(id => id == known, TimeSpan.FromHours(24)).ShouldBe(2);

        _store.Open(orphan).IsSuccess.ShouldBeFalse();
        Stored(known).ShouldBe("a"u8.ToArray());
        Stored(young).ShouldBe("c"u8.ToArray());
        Files().Count().ShouldBe(3);
    }

    [TmpfsFact]
    public async Task Save_OnAFullDisk_SaysSoAndLeavesNothing()
    {
        using var disk = new TmpfsFolder(256 << 10);
        var store = new AttachmentStore(disk.FullName, AttachmentLimits.Default, _clock);
        var text = Encoding.ASCII.GetBytes(new string('a', 1 << 20));

        var saved = await store.SaveAsync(new MemoryStream(text), "a.txt", CancellationToken.None);

        saved.Error!.Code.ShouldBe(FileErrors.DiskFull);
        saved.Error.Kind.ShouldBe(ErrorKind.Unavailable);
        Directory.EnumerateFiles(disk.FullName, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await store.SaveAsync(new MemoryStream(text[..1000]), "a.txt", CancellationToken.None)).IsSuccess.ShouldBeTrue();
    }

    private Task<Result<StoredFile>> Save(byte[] content, string name) => _store.SaveAsync(new MemoryStream(content), name, CancellationToken.None);

    private byte[] Stored(Guid id)
    {
        using var stream = _store.Open(id).Value;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories);

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The connection was reset.");
    }
}
