using System.Net;
using System.Net.Sockets;
using System.Text;
using Fengqiao.Platform.Outbound;

namespace Fengqiao.Platform.Tests.Outbound;

/// <summary>The connection itself: what a name leads to is looked at when it is used, and once.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task Name_ThatLeadsHome_IsRefusedBeforeAConnectionIsMade()
    {
        using var here = new Listener();
        var names = new Names([IPAddress.Loopback]);
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"10.0.0.0/8:{here.Port}")!]), names);
        var answer = await guard.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"https://hooks.county.cn:{here.Port}/"), default);
        answer.Error!.Code.ShouldBe("outbound.target-refused");
        here.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Name_ThatAnswersDifferentlyTheSecondTime_GainsNothing()
    {
        using var here = new Listener();
        // First an address that is allowed and dead, then the machine itself: whoever asks twice connects home.
        var names = new Names([IPAddress.Parse("127.0.0.2")], [IPAddress.Loopback]);
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"127.0.0.2:{here.Port}")!]), names);
        var socket = await guard.ConnectAsync("rebinding.county.cn", here.Port, false, default);
        socket.Error!.Code.ShouldBe("outbound.unreachable");
        names.Asked.ShouldBe(1, "the address that was looked at is the one that is used");
        (await guard.ConnectAsync("rebinding.county.cn", here.Port, false, default)).Error!.Code.ShouldBe("outbound.target-refused");
        here.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Name_WithOneBadAddressAmongGoodOnes_IsRefused()
    {
        using var here = new Listener();
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"127.0.0.1:{here.Port}")!]), new Names([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]));
        (await guard.ConnectAsync("mixed.county.cn", here.Port, false, default)).Error!.Code.ShouldBe("outbound.target-refused");
        here.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToTheMachineItself_IsNotFollowed(int status)
    {
        using var inner = new Listener();
        using var outer = new Listener($"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{inner.Port}/secret\r\nContent-Length: 0\r\n\r\n");
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"127.0.0.1:{outer.Port}")!, AllowedTarget.Parse($"127.0.0.1:{inner.Port}")!]));
        var answer = await guard.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{outer.Port}/"), default);
        answer.Error!.Code.ShouldBe("outbound.redirected");
        (outer.Connections, inner.Connections).ShouldBe((1, 0), "not even where both are allowed");
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsCutOff()
    {
        using var here = new Listener("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + new string('x', 300_000));
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"127.0.0.1:{here.Port}")!]) { LargestAnswer = 1000 });
        (await guard.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{here.Port}/"), default)).Value.Body.Length.ShouldBe(1000);
    }

    [Fact]
    public async Task Receiver_ThatTakesAndSaysNothing_IsGivenUp()
    {
        using var here = new Listener("");
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"127.0.0.1:{here.Port}")!]) { AnswerTimeout = TimeSpan.FromMilliseconds(200) });
        (await guard.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{here.Port}/"), default)).Error!.Code.ShouldBe("outbound.too-slow");
    }

    [Fact]
    public async Task Receiver_WithoutTls_IsNotSpokenTo()
    {
        using var here = new Listener("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var guard = Guard(new OutboundPolicy([AllowedTarget.Parse($"127.0.0.1:{here.Port}")!]));
        (await guard.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{here.Port}/"), default)).Error!.Code.ShouldBeOneOf("outbound.tls-failed", "outbound.unreachable");
    }

    [Fact]
    public async Task Name_NobodyKnows_IsSaidSo()
    {
        using var guard = Guard(new OutboundPolicy([]), new Names([[]]));
        (await guard.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://nobody.county.cn/"), default)).Error!.Code.ShouldBe("outbound.name-unknown");
    }

    private static OutboundGuard Guard(OutboundPolicy policy, INameResolver? names = null) => new(policy, names ?? new Names(), TimeProvider.System);

    /// <summary>A name service that gives one answer after the other, the last one for good.</summary>
    private sealed class Names(params IPAddress[][] answers) : INameResolver
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<IPAddress>>(answers[Math.Min(Asked++, answers.Length - 1)]);
    }

    /// <summary>Takes every connection and says one thing.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
        // Held: a connection that nobody holds is closed by the garbage collector, in the middle of saying nothing.
        private readonly System.Collections.Concurrent.ConcurrentBag<TcpClient> _clients = [];
        private int _connections;

        public Listener(string answer = "")
        {
            _tcp.Start();
            _ = ServeAsync(answer);
        }

        public int Port => ((IPEndPoint)_tcp.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        public void Dispose()
        {
            _tcp.Dispose();
            foreach (var client in _clients)
            {
                client.Dispose();
            }
        }

        private async Task ServeAsync(string answer)
        {
            try
            {
                while (true)
                {
                    var client = await _tcp.AcceptTcpClientAsync();
                    _clients.Add(client);
                    Interlocked.Increment(ref _connections);
                    _ = SayAsync(client, answer);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static async Task SayAsync(TcpClient client, string answer)
        {
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[4096];
                _ = await stream.ReadAsync(buffer);
                if (answer.Length > 0)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
                    client.Dispose();
                }
            }
            catch (IOException)
            {
                client.Dispose();
            }
        }
    }
}
