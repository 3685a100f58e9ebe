using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CallSummary.Portal.Access;
using CallSummary.Portal.Administration;
using CallSummary.Portal.App;
using CallSummary.Portal.Console;
using CallSummary.Portal.Docs;
using CallSummary.Portal.Events;
using CallSummary.Portal.Exports;
using CallSummary.Portal.Operations;
using CallSummary.Portal.Push;
using CallSummary.Portal.Search;
using CallSummary.Portal.SignIn;
using CallSummary.Portal.Webhooks;
using MassTransit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace CallSummary.Portal;

/// <summary>Registers the portal in a host.</summary>
public static class PortalServiceCollectionExtensions
{
    private const string ReaderScheme = "Reader";

    /// <summary>
    /// Adds REST, the event stream and webhooks, configured by section <c>CallSummary:Portal</c>. Needs <c>AddStorage</c> before it; the host calls
    /// <see cref="PortalApplicationExtensions.MapPortal"/> on the built application.
    /// </summary>
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<PortalOptions>()
            .Bind(configuration.GetSection(PortalOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<PortalMetrics>();
        services.AddWeb();
        services.AddPages();
        services.AddSignIn(configuration);

        services.AddSingleton<KnownParties>();
        services.AddSingleton<EventSource>();
        services.AddSingleton<EventHub>();
        services.AddSingleton<MissedSummaries>();
        services.AddSingleton<EventStream>();

        services.AddScoped<CallReader>();
        services.AddScoped<CallList>();
        services.AddSingleton<PdfFont>();
        services.AddScoped<ContactBook>();
        services.AddScoped<CallDesk>();
        services.AddScoped<CallCourse>();
        services.AddScoped<TenantChanges>();
        services.AddSingleton<GatewayStates>();
        services.AddSingleton<BrokerQueues>();
        services.AddHostedService<TraceSweeper>();
        services.AddSingleton<CallIndexer>();
        services.AddHostedService<IndexSweeper>();
        services.AddHostedService<RetentionSweeper>();
        services.AddScoped<DeviceList>();
        services.AddSingleton<PushIdentity>();
        services.AddSingleton<IPushProvider, WebPush>();
        services.AddSingleton<IPushProvider, FcmPush>();
        services.AddSingleton<IPushProvider, ApnsPush>();

        services.AddSingleton<AddressPolicy>();
        services.AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<WebhookUrl>();
        services.AddScoped<WebhookRegistration>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookSignal>();
        services.AddSingleton<DeliveryWriter>();
        services.AddSingleton<DueDeliveries>();
        services.AddHostedService<WebhookDispatcher>();
        services.AddHostedService<WebhookSweeper>();
        return services;
    }

    /// <summary>
    /// Adds the portal's consumers: one queue of its own for each process (event streams), and one durable queue shared by all (webhooks).
    /// </summary>
    public static void AddPortalConsumers(this IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<LiveEventsConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = "portal-events";
            endpoint.InstanceId = "-" + Guid.CreateVersion7().ToString("N");
            endpoint.Temporary = true;
            endpoint.ConcurrentMessageLimit = 1; // Readers get events in the order in which the queue has them.
        });
        bus.AddConsumer<WebhookEventsConsumer>(consumer => consumer.UseMessageRetry(retry =>
                retry.Exponential(5, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200))))
            .Endpoint(endpoint =>
            {
                endpoint.Name = "portal-webhooks";
                endpoint.ConcurrentMessageLimit = 8;
            });
        bus.AddConsumer<IndexConsumer>(consumer => consumer.UseMessageRetry(retry => retry.Interval(3, TimeSpan.FromMilliseconds(200))))
            .Endpoint(endpoint =>
            {
                endpoint.Name = "portal-search";
                endpoint.ConcurrentMessageLimit = 1;
            });
        bus.AddConsumer<GatewayStatusConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = "portal-gateways";
            endpoint.InstanceId = "-" + Guid.CreateVersion7().ToString("N");
            endpoint.Temporary = true;
            endpoint.ConcurrentMessageLimit = 1;
        });
        bus.AddConsumer<CallTracedConsumer>(consumer => consumer.UseMessageRetry(retry => retry.Interval(3, TimeSpan.FromMilliseconds(200))))
            .Endpoint(endpoint =>
            {
                endpoint.Name = "portal-traces";
                endpoint.ConcurrentMessageLimit = 1;
            });
        bus.AddConsumer<PushConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = "portal-push";
            endpoint.ConcurrentMessageLimit = 4;
        });
    }

    private static void AddWeb(this IServiceCollection services)
    {
        services.AddAuthentication(ReaderScheme)
            .AddPolicyScheme(ReaderScheme, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments("/api") ? ApiKeyHandler.SchemeName : SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        var policies = services.AddAuthorizationBuilder().AddPolicy(TenantKeyPolicy.Name, TenantKeyPolicy.Build);
        PagePolicies.Add(policies);
        services.AddRateLimiter(KeyRateLimit.Configure);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = ApiProblem.Complete);
        services.AddExceptionHandler<RequestProblems>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options => PortalJson.Apply(options.SerializerOptions));
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddMvcCore().AddViews().AddRazorViewEngine().AddApplicationPart(typeof(PortalServiceCollectionExtensions).Assembly);

        // Korean stays readable in the source and needs a third of the bytes; what is markup stays escaped.
        services.Configure<WebEncoderOptions>(encoders => encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(compression => compression.MimeTypes =
            ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/manifest+json"]);
    }

    private static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<GivenRoles>();
        services.AddSingleton<SharedSecrets>();
        KeyProtection.Add(services, configuration);
        OpenIdSignIn.Add(services, configuration);
    }
}
