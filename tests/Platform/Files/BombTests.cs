using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Spreadsheets;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.Files;

/// <summary>Small files that would become huge: refused quickly, without the memory they ask for, and leaving nothing on disk.</summary>
public sealed class BombTests : IDisposable
{
    private const long MostBytes = 200L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "a document whose list of types unpacks to 300 MB, and says it is 1 KB", Lying("[Content_Types].xml") },
        { "a document with 300 MB in a part, and says it is 1 KB", Lying("word/document.xml") },
        { "a document in a document in a document", Nested(12) },
        { "a picture of 65,535 × 65,535", Pictures.Jpeg(65_535, 65_535) },
        { "a picture of 2,000,000,000 × 2", Pictures.Png(2_000_000_000, 2) },
        { "a picture of 2 × 2,000,000,000", Pictures.Png(2, 2_000_000_000) },
        { "a picture that says it is larger than its file by far", Pictures.Heic(65_535, 65_535) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task Save_OfABomb_IsRefusedOrKeptAsItIs_InLittleTimeAndMemory(string what, byte[] bomb)
    {
        var store = new AttachmentStore(_folder.FullName, AttachmentLimits.Default, new FakeTime());
        var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var saved = await store.SaveAsync(new MemoryStream(bomb), "a.docx", CancellationToken.None);
        clock.Elapsed.ShouldBeLessThan(Longest, what);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes, what);
        long onDisk = Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        onDisk.ShouldBe(saved.IsSuccess ? saved.Value.Size : 0, what);
        onDisk.ShouldBeLessThanOrEqualTo(bomb.Length, what);
    }

    [Theory]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/sharedStrings.xml")]
    [InlineData("xl/worksheets/sheet1.xml")]
    public void Import_OfAWorkbookThatLiesAboutItsSize_ReadsNoMoreThanItSays(string part)
    {
        using var stream = new MemoryStream(Lying(part, Workbook()));
        var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var opened = TableFile.Open(stream, "t.xlsx");
        if (opened.IsSuccess)
        {
            using var table = opened.Value;
            table.Rows().Count().ShouldBeLessThan(10);
        }

        clock.Elapsed.ShouldBeLessThan(Longest);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
    }

    private static byte[] Workbook()
    {
        using var stream = new MemoryStream();
        TableWriter.WriteXlsx(stream, ["a"], [["1"]]);
        return stream.ToArray();
    }

    /// <summary>An archive in which one part unpacks to 300 MB of blanks, and whose headers say 1 KB.</summary>
    private static byte[] Lying(string part, byte[]? around = null)
    {
        using var stream = new MemoryStream();
        stream.Write(around ?? Archives.Docx());
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(part)?.Delete();
            using var content = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (var i = 0; i < 300; i++)
            {
                content.Write(blanks);
            }
        }

        var bytes = stream.ToArray();
        var size = BitConverter.GetBytes(300 << 20);
        for (var at = bytes.AsSpan().IndexOf(size); at >= 0; at = bytes.AsSpan().IndexOf(size))
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), 1024);
        }

        return bytes;
    }

    private static byte[] Nested(int depth)
    {
        var bytes = Archives.Docx();
        for (var i = 0; i < depth; i++)
        {
            bytes = Archives.Docx(("word/embedded.docx", bytes));
        }

        return bytes;
    }
}
