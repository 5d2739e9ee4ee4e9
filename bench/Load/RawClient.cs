using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fengqiao.Bench.Load;

/// <param name="Headers">Status line and header lines.</param>
internal readonly record struct Answer(int Status, string Headers, string Body)
{
    public string? Header(string name) => Headers.Split("\r\n")
        .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>
/// One kept-alive HTTP/1.1 connection. A plain socket: a full client library would need as much processor time as the servers
/// that are measured.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[16 * 1024];
    private int _counted;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    public static byte[] Post(string path, string headers, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public static byte[] Get(string path, string headers) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n");

    public async Task<Answer> SendAsync(byte[] request)
    {
        await _socket.SendAsync(request);
        var filled = 0;
        while (true)
        {
            if (filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            filled += read;
            _counted = filled;
            if (TryParse(_buffer.AsSpan(0, filled)) is { } answer)
            {
                return answer;
            }
        }
    }

    /// <summary>How many bytes an answer has, head and all, whatever they mean.</summary>
    public async Task<int> CountAsync(byte[] request)
    {
        _counted = 0;
        await SendAsync(request);
        return _counted;
    }

    public void Dispose() => _socket.Dispose();

    private static Answer? TryParse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = Encoding.ASCII.GetString(bytes[..end]);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var answer = new Answer(status, head, "");
        var rest = bytes[(end + 4)..];
        if (answer.Header("Content-Length") is { } length)
        {
            var wanted = int.Parse(length, CultureInfo.InvariantCulture);
            return rest.Length < wanted ? null : answer with { Body = Encoding.UTF8.GetString(rest[..wanted]) };
        }

        if (answer.Header("Transfer-Encoding") is null)
        {
            return answer;
        }

        return rest.EndsWith("0\r\n\r\n"u8) ? answer with { Body = Unchunk(rest) } : null;
    }

    private static string Unchunk(ReadOnlySpan<byte> bytes)
    {
        var body = new List<byte>(bytes.Length);
        while (true)
        {
            var line = bytes.IndexOf("\r\n"u8);
            var size = int.Parse(Encoding.ASCII.GetString(bytes[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return Encoding.UTF8.GetString([.. body]);
            }

            body.AddRange(bytes.Slice(line + 2, size));
            bytes = bytes[(line + 2 + size + 2)..];
        }
    }
}
