namespace Fengqiao.Organization;

/// <summary>The texts of what surrounds signing in lie beside this class: first run, links, sessions, second factors.</summary>
internal sealed class SignInTexts;
