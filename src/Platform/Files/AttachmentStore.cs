using System.Globalization;
using System.Security.Cryptography;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>
/// Keeps uploaded files in a folder of its own, outside anything the web server serves, under random names. A file is in the
/// store, whole and on disk, before <see cref="SaveAsync"/> answers, so its row may be committed after it; files whose row
/// never came are removed by <see cref="SweepOrphans"/>. Thread-safe.
/// </summary>
/// <param name="root">The store's folder; made when missing. Only this process may write there.</param>
/// <param name="limits">Sizes that are refused.</param>
/// <param name="clock">Dates the keys, and the age of orphans.</param>
public sealed class AttachmentStore(string root, AttachmentLimits limits, TimeProvider clock)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int BlockBytes = 64 * 1024;

    private readonly string _root = Path.GetFullPath(root);

    private string Incoming => Path.Combine(_root, "incoming");

    /// <summary>Takes a file in: limits its size while it streams, tells its type by content, strips pictures of location data.</summary>
    /// <param name="content">Read once, to its end or to the limit; not disposed.</param>
    /// <param name="originalName">What the sender calls it; kept as data only.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    public async Task<Result<StoredFile>> SaveAsync(Stream content, string originalName, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var raw = Path.Combine(Incoming, $"{id:n}.raw");
        var kept = Path.Combine(Incoming, $"{id:n}.kept");
        try
        {
            Directory.CreateDirectory(Incoming);
            await using var source = Create(raw);
            if (await ReceiveAsync(content, source, cancellationToken) is { } cut) return cut;

            FileKind kind;
            long size;
            await using (var target = Create(kept))
            {
                var inspected = Inspect(source, target, originalName);
                if (inspected.Failed(out var refused)) return refused;
                kind = inspected.Value;
                target.Flush(flushToDisk: true);
                size = target.Length;
            }

            var hash = await HashAsync(kept, cancellationToken);
            Durable.Move(kept, PathOf(id));
            return new StoredFile(id, FileNames.Sanitise(originalName), kind.ContentType, kind.Extension, size, hash);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return FileErrors.FromWrite(fault);
        }
        finally
        {
            Discard(raw);
            Discard(kept);
        }
    }

    /// <summary>Opens a stored file for reading; seekable, so that ranges can be served. The caller has checked the right to see it.</summary>
    public Result<Stream> Open(Guid id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BlockBytes, useAsync: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Error(FileErrors.NotFound, ErrorKind.NotFound);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Error(FileErrors.StoreUnavailable, ErrorKind.Unavailable);
        }
    }

    /// <summary>Removes a file; false when there was none.</summary>
    public bool Delete(Guid id)
    {
        var path = PathOf(id);
        if (!File.Exists(path)) return false;
        File.Delete(path);
        return true;
    }

    /// <summary>Removes files that no row knows, and the remains of uploads that were cut off. Answers how many.</summary>
    /// <param name="isKnown">Whether a row refers to the file; asked only for files that are old enough.</param>
    /// <param name="olderThan">Younger files may belong to a transaction that is still open.</param>
    public int SweepOrphans(Func<Guid, bool> isKnown, TimeSpan olderThan)
    {
        if (!Directory.Exists(_root)) return 0;
        var before = clock.GetUtcNow().UtcDateTime - olderThan;
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            if (File.GetLastWriteTimeUtc(path) >= before) continue;
            var unfinished = Path.GetDirectoryName(path) == Incoming;
            // Files that are not named by a key were put there by somebody else: leave them alone.
            if (!unfinished && !(Guid.TryParseExact(Path.GetFileName(path), "N", out var id) && !isKnown(id))) continue;
            File.Delete(path);
            removed++;
        }

        return removed;
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = BlockBytes };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // The sweep finds it later; the answer to the caller matters more.
        }
    }

    private async Task<Error?> ReceiveAsync(Stream content, FileStream target, CancellationToken cancellationToken)
    {
        var block = new byte[BlockBytes];
        long total = 0;
        while (true)
        {
            int read;
            try
            {
                read = await content.ReadAsync(block, cancellationToken);
            }
            catch (IOException)
            {
                return new Error(FileErrors.UploadCut, ErrorKind.Invalid);
            }

            if (read == 0) return null;
            total += read;
            if (total > limits.MaxBytes) return new Error(FileErrors.TooLarge, ErrorKind.TooLarge, null, limits.MaxBytes >> 20);
            await target.WriteAsync(block.AsMemory(0, read), cancellationToken);
        }
    }

    private Result<FileKind> Inspect(FileStream source, FileStream target, string originalName)
    {
        try
        {
            return ContentInspector.Inspect(source, target, originalName, limits);
        }
        catch (EndOfStreamException)
        {
            return FileErrors.Refused(FileErrors.Damaged);
        }
    }

    /// <summary>Spread by the last, random digits of the key; its first ones are the time and would fill one folder at a time.</summary>
    private string PathOf(Guid id)
    {
        var name = id.ToString("N", CultureInfo.InvariantCulture);
        return Path.Combine(_root, name[^4..^2], name[^2..], name);
    }
}
