using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.Audit;

/// <param name="File">Where anchors are written, one a line. Best on a volume that the server may only append to.</param>
/// <param name="KeyFile">The key they are signed with; made when missing.</param>
/// <param name="Syslog">Where each is sent besides (RFC 5424 over UDP); null for nowhere.</param>
public sealed record AnchorOptions(string File, string KeyFile, DnsEndPoint? Syslog, CryptoSuite Suite);

/// <summary>Takes anchors out of the database: to a file that is only ever appended to, and to the syslog of another machine.</summary>
public sealed class AnchorExport(AnchorOptions options)
{
    /// <summary>Facility 13 (log audit), severity 5 (notice).</summary>
    private const int Priority = (13 * 8) + 5;

    private SigningKey? _key;

    public AnchorOptions Options => options;

    /// <summary>The key of this node; made the first time, for its owner alone.</summary>
    public SigningKey Key => _key ??= LoadKey();

    /// <summary>On disk when it returns.</summary>
    public void Append(AuditAnchor anchor)
    {
        using (var file = new FileStream(options.File, Private(FileMode.Append, FileAccess.Write)))
        {
            file.Write(Encoding.UTF8.GetBytes(anchor.ToLine() + "\n"));
            file.Flush(flushToDisk: true);
        }

        if (options.Syslog is { } syslog)
        {
            Send(syslog, anchor);
        }
    }

    /// <summary>The anchors of a file, in its order; a line that is none comes as null.</summary>
    public static IReadOnlyList<AuditAnchor?> Read(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Where(l => l.Length > 0).Select(AuditAnchor.FromLine)] : [];

    private static void Send(DnsEndPoint to, AuditAnchor anchor)
    {
        using var socket = new UdpClient(to.Host, to.Port);
        var line = string.Create(CultureInfo.InvariantCulture, $"<{Priority}>1 {anchor.AtUtc:yyyy-MM-dd'T'HH:mm:ss'Z'} - fengqiao - audit-anchor - {anchor.ToLine()}");
        socket.Send(Encoding.UTF8.GetBytes(line));
    }

    private SigningKey LoadKey()
    {
        var (secret, open) = (options.KeyFile, options.KeyFile + ".pub");
        if (!File.Exists(secret))
        {
            var made = options.Suite.NewSigningKey();
            Write(open, made.PublicKey);
            Write(secret, made.PrivateKey);
        }

        return new SigningKey(Convert.FromBase64String(File.ReadAllText(secret)), Convert.FromBase64String(File.ReadAllText(open)));
    }

    private static void Write(string path, byte[] key)
    {
        using (var file = new FileStream(path + ".new", Private(FileMode.Create, FileAccess.Write)))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private static FileStreamOptions Private(FileMode mode, FileAccess access)
    {
        var made = new FileStreamOptions { Mode = mode, Access = access };
        if (!OperatingSystem.IsWindows())
        {
            made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return made;
    }
}
