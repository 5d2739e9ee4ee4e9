using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Outbound;

/// <summary>Asks the name service. Apart, so that a test can be one that lies.</summary>
public interface INameResolver
{
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct);
}

internal sealed class SystemResolver : INameResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct) => await Dns.GetHostAddressesAsync(host, ct);
}

/// <summary>What came back: a status and, for the program alone, the beginning of the answer.</summary>
public sealed record OutboundAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Never the body, which is whatever the other side chose to say.</summary>
    public override string ToString() => $"{nameof(OutboundAnswer)} {Status}";
}

/// <summary>
/// The one door to the outside. A name is resolved once and the connection goes to exactly the addresses that were looked at, so that a name
/// which answers differently the second time (DNS rebinding) gains nothing. No redirect is followed, no proxy or cookie used, and time and size
/// of an answer are bounded. Thread-safe.
/// </summary>
public sealed class OutboundGuard : IDisposable
{
    private readonly INameResolver _names;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public OutboundGuard(OutboundPolicy policy, INameResolver names, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (Policy, _names, _time) = (policy, names, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxConnectionsPerServer = 4,
            // A connection that was allowed is not kept past the next change of the policy or the name.
            PooledConnectionLifetime = TimeSpan.FromSeconds(30),
            ConnectTimeout = policy.ConnectTimeout,
            ConnectCallback = async (context, ct) => new NetworkStream(await OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port,
                context.DnsEndPoint.Port == (context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps ? 443 : 80), ct), ownsSocket: true),
        });
    }

    public OutboundPolicy Policy { get; }

    /// <summary>Sends a request whose address <see cref="TargetUrl.Read"/> gave.</summary>
    /// <returns>The answer, whatever its status; an error where there was none or it sent elsewhere.</returns>
    public async Task<Result<OutboundAnswer>> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (TargetUrl.Read(request.RequestUri?.OriginalString, Policy).Failed(out var refused))
        {
            return refused;
        }

        using var limit = new CancellationTokenSource(Policy.AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                return OutboundErrors.Redirected;
            }

            return new OutboundAnswer((int)response.StatusCode, await BeginningAsync(response.Content, either.Token));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Explain(e) is { } error)
        {
            return error;
        }
    }

    /// <summary>A connection for a protocol other than HTTP, such as SMTP. The caller owns the socket.</summary>
    public async Task<Result<Socket>> ConnectAsync(string host, int port, bool isUsualPort, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Policy.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await OpenAsync(host, port, isUsualPort, either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Explain(e) is { } error)
        {
            return error;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Socket> OpenAsync(string host, int port, bool isUsual, CancellationToken ct)
    {
        var bare = host.Trim('[', ']');
        IReadOnlyList<IPAddress> found;
        try
        {
            found = IPAddress.TryParse(bare, out var literal) ? [literal] : await _names.ResolveAsync(bare, ct);
        }
        catch (SocketException e)
        {
            throw new OutboundException(OutboundErrors.NameUnknown, e);
        }

        if (found.Count == 0)
        {
            throw new OutboundException(OutboundErrors.NameUnknown);
        }

        // One bad address among good ones is reason enough: which of them is used would be chance.
        if (found.Any(a => !Policy.Admits(bare, a, port, isUsual)))
        {
            throw new OutboundException(OutboundErrors.TargetRefused);
        }

        Exception? last = null;
        foreach (var address in found)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), ct);
                return socket;
            }
            catch (SocketException e)
            {
                last = e;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new OutboundException(OutboundErrors.Unreachable, last);
    }

    private async Task<ReadOnlyMemory<byte>> BeginningAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[Policy.LargestAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return buffer.AsMemory(0, read);
    }

    private static Error? Explain(Exception fault)
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case OutboundException own:
                    return own.Error;
                case AuthenticationException:
                    return OutboundErrors.TlsFailed;
                case OperationCanceledException or TimeoutException:
                    return OutboundErrors.TooSlow;
            }
        }

        return fault is HttpRequestException or IOException or SocketException ? OutboundErrors.Unreachable : null;
    }

    /// <summary>Carries an error through the layers of the HTTP client.</summary>
    private sealed class OutboundException(Error error, Exception? inner = null) : IOException(error.Code, inner)
    {
        public Error Error { get; } = error;
    }
}
