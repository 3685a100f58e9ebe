using System.Net;
using CallSummary.Portal.Access;
using CallSummary.Portal.Docs;
using CallSummary.Portal.Events;
using CallSummary.Portal.Webhooks;
using MassTransit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CallSummary.Portal;

/// <summary>Registers the portal in a host.</summary>
public static class PortalServiceCollectionExtensions
{
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

        services.AddSingleton<KnownParties>();
        services.AddSingleton<EventSource>();
        services.AddSingleton<EventHub>();
        services.AddSingleton<MissedSummaries>();
        services.AddSingleton<EventStream>();

        services.AddSingleton<AddressPolicy>();
        services.AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<WebhookUrl>();
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
    }

    private static void AddWeb(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(TenantKeyPolicy.Name, TenantKeyPolicy.Build);
        services.AddRateLimiter(KeyRateLimit.Configure);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = ApiProblem.Complete);
        services.AddExceptionHandler<RequestProblems>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options => PortalJson.Apply(options.SerializerOptions));
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
    }
}
