using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fengqiao.Organization.Access;

/// <summary>Registers how requests prove who sends them: a session cookie for people, a bearer token for programs.</summary>
internal static class AccessServices
{
    private const string EitherScheme = "SessionOrToken";

    /// <summary>OWASP's figure for PBKDF2 with SHA-512.</summary>
    private const int HashIterations = 210_000;

    /// <summary>So many times a session in use is renewed while an unused one would end.</summary>
    private const int RenewalsWithinIdle = 10;

    public static void Add(IServiceCollection services, IConfiguration? configuration)
    {
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = configuration?.GetValue<int?>("Organization:PasswordIterations") ?? HashIterations);
        services.TryAddSingleton(SignInPolicy.Of(PasswordProfile.Mlps));
        services.AddSingleton<SessionLog>().AddScoped<SessionStarter>().AddScoped<Devices>().AddScoped<PasswordChange>().AddScoped<PasswordProof>();
        services.AddSingleton<CountySignOn>().AddScoped<SignOnBindings>().AddSingleton<SignOnNote>();
        services.AddScoped<Passkeys>().AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>().AddIdentityCore<Account>().AddUserStore<PasskeyStore>();
        services.Configure<IdentityPasskeyOptions>(ConfigurePasskeys);
        services.AddSingleton<HalfSignIn>().AddScoped<SecondFactors>().AddScoped<Attempts>();
        services.AddSingleton<Passwords>().AddSingleton<AttemptLimiter>().AddSingleton<UnknownAccounts>().AddSingleton<Sessions>().AddSingleton<IActorSource, ActorSource>().AddSingleton<ApiTokens>();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? TokenAuthentication.SchemeName : Sessions.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddCookie(Sessions.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Sessions.Scheme).Configure<CountyClock, SignInPolicy>(ConfigureCookie);
        services.AddAuthorization(o =>
        {
            // One policy for each right, under the right's own name, for pages that are one right's alone.
            foreach (var right in Rights.All)
            {
                o.AddPolicy(right, policy => policy.RequireClaim(AccessClaims.Right, right));
            }
        });
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options, CountyClock clock, SignInPolicy policy)
    {
        options.TimeProvider = clock.Time;
        options.Cookie.Name = "fq.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = policy.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = async context =>
        {
            var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
            if (!sessions.IsGood(context.Principal!))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(Sessions.Scheme);
            }
        };
        options.Events.OnCheckSlidingExpiration = context =>
        {
            // Renewed well before half of the time is over, or who worked for a while would be out sooner than the policy says. An open
            // page asks for news by itself: that must not keep the session of somebody who has gone home.
            context.ShouldRenew = context.ElapsedTime >= policy.Idle / RenewalsWithinIdle
                && !context.Request.Path.StartsWithSegments("/api/v1/live", StringComparison.OrdinalIgnoreCase);
            return context.ShouldRenew
                ? context.HttpContext.RequestServices.GetRequiredService<SessionLog>().SeeAsync(context.Principal!, context.HttpContext.RequestAborted)
                : Task.CompletedTask;
        };
        // The pages lead on by themselves; the framework would follow the address of the link by rules of its own.
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnRedirectToLogin = context => IsApi(context.Request)
            ? Problems.WriteAsync(context.HttpContext, OrganizationErrors.SignInRequired)
            : Redirect(context);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            if (IsApi(context.Request))
            {
                return Problems.WriteAsync(context.HttpContext, OrganizationErrors.Forbidden);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static void ConfigurePasskeys(IdentityPasskeyOptions options)
    {
        // A finger, a face or a PIN each time; kept in the device, so that no account name need be typed.
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.ValidateOrigin = static context => ValueTask.FromResult(!context.CrossOrigin
            && string.Equals(context.Origin, $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        // What was posted cannot be posted again after signing in: go back to the page with the form instead. Never a whole address: its host
        // would be whatever the request claimed.
        var login = context.Options.LoginPath.Value!;
        var target = HttpMethods.IsGet(context.Request.Method) ? new Uri(context.RedirectUri).PathAndQuery
            : FormOf(context.Request) is { } form ? login + QueryString.Create(context.Options.ReturnUrlParameter, form)
            : login;
        context.Response.Redirect(target);
        return Task.CompletedTask;
    }

    /// <summary>The page of this site that the browser says the form stood on.</summary>
    private static string? FormOf(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page)
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && Links.IsLocal(page.PathAndQuery) ? page.PathAndQuery : null;
}
