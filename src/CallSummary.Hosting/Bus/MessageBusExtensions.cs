using System.Security.Authentication;
using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.Hosting.Bus;

/// <summary>The service's one registration of MassTransit.</summary>
public static class MessageBusExtensions
{
    /// <summary>
    /// Adds the bus that <see cref="BusOptions"/> describe, with the consumers of the host's stages. Call it once, after the stages.
    /// The host has started when the bus has: what is published from then on finds every queue in place.
    /// </summary>
    public static IServiceCollection AddMessageBus(
        this IServiceCollection services, IConfiguration configuration, params Action<IBusRegistrationConfigurator>[] consumers)
    {
        var section = configuration.GetSection(BusOptions.Section);
        services.AddOptionsWithValidateOnStart<BusOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<BusOptions>>((host, bus) =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = bus.Value.StartTimeout;
        });

        // Nothing leaves: MassTransit reports its use to its vendor unless told not to, here and by the variable that overrides the code.
        Environment.SetEnvironmentVariable("MASSTRANSIT_USAGE_TELEMETRY", "false");
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            foreach (var consumer in consumers)
            {
                consumer(bus);
            }

            // A wrong word is reported by the options' validation at start.
            if (Enum.TryParse<BusTransport>(section[nameof(BusOptions.Transport)], ignoreCase: true, out var transport) && transport == BusTransport.RabbitMQ)
            {
                bus.AddConfigureEndpointsCallback(UseQuorumQueue);
                bus.UsingRabbitMq(UseRabbitMq);
            }
            else
            {
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            }
        });
        return services;
    }

    private static void UseRabbitMq(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        rabbit.Host(options.Host, (ushort)options.Port, options.VirtualHost, host =>
        {
            host.Username(options.Username!);
            host.Password(options.Password!);
            host.PublisherConfirmation = true;
            if (options.Tls)
            {
                host.UseSsl(tls =>
                {
                    tls.ServerName = options.Host;
                    tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                });
            }
        });
        rabbit.ConfigureEndpoints(context);
    }

    // A quorum queue keeps a confirmed message when a minority of the brokers is lost. RabbitMQ 3 has no delivery limit unless told.
    private static void UseQuorumQueue(IRegistrationContext context, string queue, IReceiveEndpointConfigurator endpoint)
    {
        // A temporary queue (one a process, for live events) is gone with its process and cannot be a quorum queue.
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit
            || endpoint is IRabbitMqReceiveEndpointConfiguration { Settings: { AutoDelete: true } or { Durable: false } or { Exclusive: true } })
        {
            return;
        }

        rabbit.SetQuorumQueue();
        rabbit.SetQueueArgument("x-delivery-limit", context.GetRequiredService<IOptions<BusOptions>>().Value.DeliveryLimit);
        rabbit.BindDeadLetterQueue($"{queue}_dead", $"{queue}_dead", dead => dead.SetQueueArgument("x-queue-type", "quorum"));
    }
}
