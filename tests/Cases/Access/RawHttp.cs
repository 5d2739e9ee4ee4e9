using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Bytes straight into the socket: what no client library would send.</summary>
internal static partial class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="Statuses">Of all answers that came over the connection; none where it was closed without one.</param>
    public sealed record Answers(IReadOnlyList<int> Statuses, string Text);

    /// <summary>Sends lines and reads until the server closes the connection, which it does after what it refuses and where it is asked to.</summary>
    /// <param name="closesAfter">Says, after the last byte, that no more will come.</param>
    public static async Task<Answers> SendAsync(County county, string request, bool closesAfter = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(county.Server.Address.Host, county.Server.Address.Port);
        await using var stream = client.GetStream();
        using var patience = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
            if (closesAfter)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, patience.Token) is var read and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            // Closed hard, or kept open: what came until then is the answer.
        }

        var all = text.ToString();
        return new Answers([.. StatusLine().Matches(all).Select(m => int.Parse(m.Groups["status"].Value, CultureInfo.InvariantCulture))], all);
    }

    [GeneratedRegex(@"HTTP/1\.1 (?<status>\d{3})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StatusLine();
}
