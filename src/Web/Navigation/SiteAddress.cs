using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Fengqiao.Web.Navigation;

/// <summary>Whole addresses of this site, for what leaves the screen: slips, codes, messages.</summary>
public sealed class SiteAddress(IOptions<FengqiaoWebOptions> options, IHttpContextAccessor http)
{
    /// <param name="path">Beginning with a slash.</param>
    /// <returns>
    /// Under the address citizens know the site by, where the settings name it (<c>publicUrl</c>); else under the one this request came to,
    /// which for a clerk in the county's own network may be another.
    /// </returns>
    public string Of(string path)
    {
        var request = http.HttpContext?.Request;
        var site = options.Value.PublicUrl?.ToString() ?? (request is null ? "" : $"{request.Scheme}://{request.Host}");
        return site.TrimEnd('/') + path;
    }
}
