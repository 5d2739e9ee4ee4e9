using System.Net;
using System.Text.RegularExpressions;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Sends the forms of pages as a browser without JavaScript does: token from the page, fields as given.</summary>
internal static partial class FormClient
{
    /// <summary>Opens a page and sends a form with its token.</summary>
    /// <param name="page">Where the form stands.</param>
    /// <param name="action">Where it is sent.</param>
    /// <param name="fields">A name may come several times.</param>
    public static async Task<Answer> SubmitAsync(this Api person, string page, string action, params (string Name, string Value)[] fields) =>
        await person.SendFormAsync(await person.TokenAsync(page), action, fields);

    /// <summary>Sends a form that its own page takes.</summary>
    /// <param name="form">Its name.</param>
    public static Task<Answer> PostFormAsync(this Api person, string page, string form, params (string Name, string Value)[] fields) =>
        person.SubmitAsync(page, page, [("_handler", form), .. fields]);

    /// <summary>The token that proves that a form came from a page of this site.</summary>
    public static async Task<string> TokenAsync(this Api person, string page)
    {
        var html = await person.GetAsync(page);
        html.Status.ShouldBe(HttpStatusCode.OK, $"{page}: {html.Text}");
        return WebUtility.HtmlDecode(Token().Match(html.Text).Groups["token"].Value);
    }

    public static Task<Answer> SendFormAsync(this Api person, string token, string action, params (string Name, string Value)[] fields)
    {
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Prepend(KeyValuePair.Create("__RequestVerificationToken", token));
        return person.SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(all) });
    }

    /// <summary>The text a person reads, without markup.</summary>
    public static string Words(this Answer answer) => WebUtility.HtmlDecode(Markup().Replace(answer.Text, " "));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}
