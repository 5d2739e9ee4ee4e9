namespace Fengqiao.Organization.Access;

/// <summary>
/// The ways to the county's sign-on and back. They are links and not forms: a form may lead to this site only (the page's content-security
/// policy), and browsers hold its redirects to that too.
/// </summary>
internal static class SignOnPaths
{
    public const string Start = "/sign-in/unit/start";
    public const string Callback = "/sign-in/unit/back";
    public const string Refused = "/sign-in/unit";
    public const string Out = "/sign-in/unit/out";
    public const string Left = "/sign-in/unit/left";
    public const string Binding = "/account/sign-on";
    public const string Bind = "/account/sign-on/start";
}
