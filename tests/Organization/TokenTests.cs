using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests;

public sealed class TokenTests
{
    [DatabaseTheory]
    public async Task Token_SignsItsAccountIn_AndIsStoredAsAHash(DatabaseKind kind)
    {
        await using var county = await County.WithPeopleAsync(kind);

        var token = await IssueAsync(county, []);

        token.Length.ShouldBe(46);
        token.ShouldStartWith("fq_");
        var me = await MeAsync(county, token);
        me.GetProperty("account").GetString().ShouldBe("wang.fang");
        me.GetProperty("name").GetString().ShouldBe("王芳");
        me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["town-dispatcher", "verifier"], ignoreOrder: true);
        me.GetProperty("regions").EnumerateArray().Select(r => r.GetString()).ShouldBe(["330699101", "330699101001"], ignoreOrder: true);
        var stored = (await county.RowsAsync<ApiToken>()).Single();
        System.Text.Encoding.ASCII.GetString(stored.Hash).ShouldNotContain(token[3..]);
        stored.LastUsedOn.ShouldBe(new DateOnly(2026, 3, 6));
    }

    [Fact]
    public async Task Token_WithAScope_LosesTheOtherRights()
    {
        await using var county = await County.WithPeopleAsync();

        var me = await MeAsync(county, await IssueAsync(county, [Rights.CasesRead]));

        me.GetProperty("rights").EnumerateArray().Select(r => r.GetString()).ShouldBe([Rights.CasesRead]);
    }

    [Fact]
    public async Task Token_OnceExpired_IsRefusedAlsoWhereNobodyNeedBeSignedIn()
    {
        await using var county = await County.WithPeopleAsync();
        var token = await IssueAsync(county, [], TimeSpan.FromHours(1));
        (await StatusAsync(county, "/api/v1/regions", token)).ShouldBe(HttpStatusCode.OK);

        county.Time.Advance(TimeSpan.FromHours(1));

        (await StatusAsync(county, "/api/v1/me", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(county, "/api/v1/regions", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Bearer fq_0000000000000000000000000000000000000000000")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic d2FuZy5mYW5nOnB3")]
    public async Task Token_NotKnown_IsAnsweredWithAProblem(string header)
    {
        await using var county = await County.WithPeopleAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await county.Server.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("organization.token-invalid");
    }

    [Fact]
    public async Task Token_OfADisabledAccount_IsRefusedAtOnce()
    {
        await using var county = await County.WithPeopleAsync();
        var token = await IssueAsync(county, []);
        (await StatusAsync(county, "/api/v1/me", token)).ShouldBe(HttpStatusCode.OK);

        await county.LoadAsync("staff", "name,account,disabled\n王芳,wang.fang,true\n");

        (await StatusAsync(county, "/api/v1/me", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("nobody", "", 1, "organization.account-unknown")]
    [InlineData("wang.fang", "cases.everything", 1, "organization.right-unknown")]
    [InlineData("wang.fang", "", 0, "organization.token-lifetime")]
    [InlineData("wang.fang", "", 367, "organization.token-lifetime")]
    public async Task Create_WithSomethingWrong_SaysWhat(string account, string scope, int days, string code)
    {
        await using var county = await County.WithPeopleAsync();

        var result = await county.UseAsync<ITokenIssuer, Result<string>>(i =>
            i.CreateAsync(account, scope.Split(' ', StringSplitOptions.RemoveEmptyEntries), TimeSpan.FromDays(days), default));

        result.Error!.Code.ShouldBe(code);
    }

    private static async Task<string> IssueAsync(County county, string[] scope, TimeSpan? lifetime = null) =>
        (await county.UseAsync<ITokenIssuer, Result<string>>(i => i.CreateAsync("wang.fang", scope, lifetime ?? TimeSpan.FromDays(30), default))).Value;

    private static async Task<JsonElement> MeAsync(County county, string token)
    {
        var answer = await SendAsync(county, "/api/v1/me", token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<HttpStatusCode> StatusAsync(County county, string path, string token) => (await SendAsync(county, path, token)).StatusCode;

    private static async Task<HttpResponseMessage> SendAsync(County county, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await county.Server.Client.SendAsync(request);
    }
}
