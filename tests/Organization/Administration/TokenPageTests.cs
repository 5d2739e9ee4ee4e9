using System.Net;
using System.Net.Http.Headers;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

public sealed class TokenPageTests
{
    [DatabaseTheory]
    public async Task Token_WhenRevokedOnThePage_IsRefusedAtOnce(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var text = (await desk.County.UseAsync<ITokenIssuer, Result<string>>(t => t.CreateAsync("li.qiang", [], TimeSpan.FromDays(1), CancellationToken.None))).Value;
        (await StatusAsync(desk, text)).ShouldBe(HttpStatusCode.OK);
        var id = (await desk.County.RowsAsync<ApiToken>()).Single().Id;
        var sec = await desk.AsAsync("sec");

        (await sec.SubmitAsync("/admin/tokens", $"revoke-{id:N}")).ShouldLeadTo("/admin/tokens?done=revoked");

        (await StatusAsync(desk, text)).ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.AuditAsync("token.revoked")).ShouldHaveSingleItem().Actor.ShouldBe("sec");
        (await desk.County.UseAsync<ITokenRevoker, Result<Done>>(t => t.RevokeAsync(id, CancellationToken.None))).Error!.Code.ShouldBe("organization.token-over");
        (await desk.County.UseAsync<ITokenRevoker, IReadOnlyList<TokenInfo>>(t => t.ListAsync(CancellationToken.None))).ShouldHaveSingleItem().IsGood.ShouldBeFalse();
    }

    private static async Task<HttpStatusCode> StatusAsync(Desk desk, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return (await desk.County.Server.Client.SendAsync(request)).StatusCode;
    }
}
