using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Platform.Backup;

/// <summary>What a backup says of itself without being opened.</summary>
/// <param name="MasterKey">Fingerprint of the master key that opens it.</param>
/// <param name="Schema">Number of the last schema script of its database.</param>
/// <param name="Key">The backup's own key, wrapped.</param>
public sealed record BackupHeader(int Format, DateTime CreatedUtc, DatabaseKind Store, int Schema, string MasterKey, byte[] Key);

/// <summary>One thing in a backup.</summary>
public sealed record BackupItem(string Name, long Bytes, string Sha256);

/// <summary>
/// A backup as one file: a line that says what it is, then everything sealed. Inside, each item is its name and blocks of bytes; the last
/// item lists all others with their hashes.
/// </summary>
public static class BackupFile
{
    private const string Magic = "FENGQIAO-BACKUP ";
    private const string Contents = "contents.json";
    private const int CurrentFormat = 1;
    private const int LongestHeader = 4096;

    /// <summary>Begins a backup; the caller adds items and finishes it.</summary>
    internal static BackupWriter Create(Stream target, KeyRing ring, DatabaseKind store, int schema, DateTime nowUtc)
    {
        var key = RandomNumberGenerator.GetBytes(CryptoSuite.KeyBytes);
        var header = new BackupHeader(CurrentFormat, nowUtc, store, schema, ring.Current, ring.Wrap(KeyRing.OwnerOf("backup"), key));
        var line = Encoding.UTF8.GetBytes(Magic + JsonSerializer.Serialize(header, JsonSerializerOptions.Web) + "\n");
        target.Write(line);
        return new BackupWriter(new SealingStream(target, ring.Suite, key, SHA256.HashData(line)));
    }

    /// <summary>What the file says of itself; nothing of it is proved yet.</summary>
    public static Result<BackupHeader> ReadHeader(string file)
    {
        try
        {
            using var source = File.OpenRead(file);
            return ReadHeader(source).Map(h => h.Header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return BackupErrors.NotABackup;
        }
    }

    /// <summary>Reads a backup to its end, handing out each item. Nothing is proved before it has returned without an error.</summary>
    /// <param name="take">Reads the item's bytes from the stream; what it leaves is read past.</param>
    public static Result<IReadOnlyList<BackupItem>> Read(string file, KeyRing ring, Action<string, Stream> take)
    {
        try
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var opened = ReadHeader(source);
            if (opened.Failed(out var error))
            {
                return error;
            }

            var (header, line) = opened.Value;
            var key = ring.Unwrap(KeyRing.OwnerOf("backup"), header.Key);
            if (key.Failed(out error))
            {
                return error.Code == PersonalDataErrors.Damaged ? BackupErrors.Damaged : error;
            }

            return Result<IReadOnlyList<BackupItem>>.Of(ReadItems(new OpeningStream(source, CryptoSuite.Of(header.Key[0])!, key.Value, SHA256.HashData(line)), take));
        }
        catch (Exception e) when (e is BackupDamagedException or EndOfStreamException or JsonException or FormatException)
        {
            return BackupErrors.Damaged;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return BackupErrors.NotABackup;
        }
    }

    /// <summary>Reads all of it and keeps nothing: whether it could be restored.</summary>
    public static Result<IReadOnlyList<BackupItem>> Verify(string file, KeyRing ring) => Read(file, ring, static (_, _) => { });

    private static List<BackupItem> ReadItems(Stream opened, Action<string, Stream> take)
    {
        using var reader = new BinaryReader(opened, Encoding.UTF8);
        var items = new List<BackupItem>();
        while (reader.ReadString() is { Length: > 0 } name)
        {
            using var item = new ItemStream(reader);
            if (name == Contents)
            {
                using var listed = new MemoryStream();
                item.CopyTo(listed);
                var contents = JsonSerializer.Deserialize<List<BackupItem>>(listed.ToArray(), JsonSerializerOptions.Web)!;
                if (!contents.SequenceEqual(items))
                {
                    throw new BackupDamagedException("The list of contents does not fit.");
                }

                continue;
            }

            take(name, item);
            item.CopyTo(Stream.Null);
            items.Add(new BackupItem(name, item.Bytes, item.Hash()));
        }

        // The last piece has been seen only when nothing more comes.
        return opened.ReadByte() < 0 ? items : throw new BackupDamagedException();
    }

    private static Result<(BackupHeader Header, byte[] Line)> ReadHeader(FileStream source)
    {
        var line = new List<byte>();
        while (line.Count < LongestHeader && source.ReadByte() is >= 0 and var read)
        {
            line.Add((byte)read);
            if (read == '\n')
            {
                break;
            }
        }

        var text = Encoding.UTF8.GetString([.. line]);
        try
        {
            return text.StartsWith(Magic, StringComparison.Ordinal) && JsonSerializer.Deserialize<BackupHeader>(text[Magic.Length..], JsonSerializerOptions.Web) is { Format: CurrentFormat, Key: not null } header
                ? (header, line.ToArray())
                : BackupErrors.NotABackup;
        }
        catch (JsonException)
        {
            return BackupErrors.Damaged;
        }
    }

    /// <summary>One item's bytes: blocks, each after its length, up to an empty one.</summary>
    private sealed class ItemStream(BinaryReader reader) : ReadOnlyStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private int _left;
        private bool _ended;

        public long Bytes { get; private set; }

        public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 && !_ended)
            {
                _left = reader.ReadInt32();
                _ended = _left == 0;
            }

            if (_ended || buffer.Length == 0)
            {
                return 0;
            }

            var read = reader.Read(buffer[..Math.Min(buffer.Length, _left)]);
            if (read == 0)
            {
                throw new BackupDamagedException();
            }

            _left -= read;
            Bytes += read;
            _hash.AppendData(buffer[..read]);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Adds items to a backup.</summary>
internal sealed class BackupWriter(SealingStream target) : IDisposable
{
    private const string Contents = "contents.json";
    private readonly BinaryWriter _writer = new(target, Encoding.UTF8, leaveOpen: true);
    private readonly List<BackupItem> _items = [];
    private readonly byte[] _block = new byte[1 << 16];

    public IReadOnlyList<BackupItem> Items => _items;

    public void Add(string name, Stream content) => _items.Add(Put(name, content));

    public void Finish()
    {
        using var listed = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(_items, JsonSerializerOptions.Web));
        Put(Contents, listed);
        _writer.Write("");
        _writer.Flush();
        target.Finish();
    }

    /// <summary>Without <see cref="Finish"/> what was written is refused by every reader.</summary>
    public void Dispose() => _writer.Dispose();

    private BackupItem Put(string name, Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _writer.Write(name);
        long bytes = 0;
        while (content.Read(_block) is > 0 and var read)
        {
            _writer.Write(read);
            _writer.Write(_block.AsSpan(0, read));
            hash.AppendData(_block.AsSpan(0, read));
            bytes += read;
        }

        _writer.Write(0);
        return new BackupItem(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
