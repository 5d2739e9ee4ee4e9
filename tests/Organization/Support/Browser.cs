using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Support;

/// <summary>A person's browser without JavaScript: keeps cookies, fills in forms with their hidden fields.</summary>
/// <param name="source">Network address it sends from, in 127/8; 127.0.0.1 when null.</param>
internal sealed partial class Browser(InProcessServer server, string? source = null)
{
    public HttpClient Client { get; } = source is null ? server.NewClient() : From(server.Address, IPAddress.Parse(source));

    /// <summary>Signs in and gives back the answer to the form.</summary>
    public Task<HttpResponseMessage> SignInAsync(string account, string password, string page = "/sign-in") =>
        SubmitAsync(page, "sign-in", ("account", account), ("password", password));

    /// <summary>Loads a page and sends its form of that name.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string form, params (string Name, string Value)[] fields)
    {
        var html = await Client.GetStringAsync(new Uri(page, UriKind.Relative));
        var values = new Dictionary<string, string>
        {
            ["_handler"] = form,
            ["__RequestVerificationToken"] = TokenIn(html),
        };
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return await Client.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(values));
    }

    /// <summary>The token that proves that a form came from a page of this site.</summary>
    public async Task<string> TokenAsync(string page) =>
        WebUtility.HtmlDecode(TokenField().Match(await Client.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value);

    /// <summary>The antiforgery token of a page's forms.</summary>
    public static string TokenIn(string html) => WebUtility.HtmlDecode(TokenField().Match(html).Groups[1].Value);

    /// <summary>Signs out as the button in the page's head does.</summary>
    public async Task<HttpResponseMessage> SignOutAsync()
    {
        var html = await Client.GetStringAsync(new Uri("/account", UriKind.Relative));
        return await Client.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", TokenIn(html))]));
    }

    public async Task<HttpStatusCode> StatusOfAsync(string path) => (await Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    private static HttpClient From(Uri server, IPAddress source) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = true,
        ConnectCallback = async (to, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(to.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = server };

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
