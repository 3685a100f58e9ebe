using CallSummary.Gateway.Administration;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Capture;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Identity;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recovery;
using CallSummary.Gateway.Siprec;
using CallSummary.Gateway.Status;
using CallSummary.Gateway.Tracing;
using CallSummary.Gateway.Trunks;
using CallSummary.Storage.Subscribers;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway;

/// <summary>Registers the gateway in a host.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds the gateway: SIP, media, recording, recovery. Settings: <see cref="GatewayOptions"/>. Needs storage (add it before) and a
    /// message bus.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        // Not OptionsBuilder.Bind: its change token makes a monitor throw, on whatever thread noticed, when a changed setting is not valid.
        var section = new GatewaySection(configuration.GetSection(GatewayOptions.SectionName));
        services.AddSingleton(section);
        services.AddOptionsWithValidateOnStart<GatewayOptions>().Configure(section.Bind);
        services.AddSingleton<IPostConfigureOptions<GatewayOptions>, GatewayDefaults>();

        // After the defaults: what the console adds is no reason to leave them out.
        services.AddSingleton<ConsoleSettings>();
        services.AddSingleton<IPostConfigureOptions<GatewayOptions>>(p => p.GetRequiredService<ConsoleSettings>());
        services.AddSingleton<ConsoleSettingsWatch>();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<GatewayMetrics>();
        services.AddHealthChecks().AddCheck<GatewayCheck>("gateway", tags: ["ready"]);

        services.AddSingleton<SummaryChoices>();
        services.AddHostedService(p => p.GetRequiredService<SummaryChoices>());
        services.AddSingleton<TrunkTables>();
        services.AddSingleton<TrunkUsage>();
        services.AddSingleton<TrunkDoor>();
        services.AddSingleton<CallerIdentities>();
        services.AddSingleton<DialledPeers>();
        services.AddSingleton<PasswordGuesses>();
        services.AddSingleton<UnlistedSources>();
        services.AddSingleton<HopStates>();
        services.AddSingleton<TrunkWatch>();
        services.AddSingleton<TrunkRefusals>();

        services.AddSingleton(p => MediaEngines.Create(p.GetRequiredService<IOptions<GatewayOptions>>().Value, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DtlsIdentity>();
        services.AddSingleton<DtlsHandshakes>();
        services.AddSingleton<LocalAddresses>();
        services.AddSingleton<MediaWatch>();
        services.AddSingleton<NoticeLibrary>();
        services.AddSingleton<NoticePlayback>();

        services.AddSingleton<TracePublisher>();
        services.AddSingleton<SipTraces>();
        services.AddSingleton<SipPort>();
        services.AddSingleton<CallParties>();
        services.AddSingleton<CallSlots>();
        services.AddSingleton<ActiveCalls>();
        services.AddSingleton<CallDialling>();
        services.AddSingleton<CallSetup>();
        services.AddSingleton<CallTransfers>();
        services.AddSingleton<EstablishedCall>();
        services.AddSingleton<CallSession>();
        services.AddSingleton<RecordingConversations>();
        services.AddSingleton<RecordingReceiver>();
        services.AddSingleton<InviteReceiver>();

        services.AddSingleton<LiveCalls>();
        services.AddSingleton<DiskGuard>();
        services.AddSingleton<CallRow>();
        services.AddSingleton<RecorderServices>();
        services.AddSingleton<CallRecordings>();
        services.AddSingleton<UtteranceMessages>();
        services.AddSingleton<CrashedCalls>();
        services.AddSingleton<RepublishSchedule>();
        services.AddSingleton<UtteranceRepublisher>();
        services.AddSingleton<CallLedger>();
        services.AddSingleton<UtterancePublisher>();

        // What starts first stops last: the gateway stops taking calls before anything that a call needs stops.
        services.AddHostedService(p => p.GetRequiredService<ConsoleSettingsWatch>());
        services.AddHostedService(p => p.GetRequiredService<CallLedger>());
        services.AddHostedService(p => p.GetRequiredService<UtterancePublisher>());
        services.AddHostedService(p => p.GetRequiredService<TracePublisher>());
        services.AddHostedService<RecorderLoops>();
        services.AddHostedService<RecordingSweeper>();
        services.AddHostedService<GatewayService>();

        // After the gateway: it stops before, while registrations can still be taken back.
        services.AddHostedService(p => p.GetRequiredService<TrunkWatch>());
        services.AddHostedService<StatusPublisher>();
        return services;
    }

    /// <summary>Adds the gateway's consumers: erasure, withdrawn consent and pauses reach every gateway, for any may hold the live call; so do changed settings.</summary>
    public static void AddGatewayConsumers(this IBusRegistrationConfigurator bus)
    {
        // One queue a process, gone with it: a gateway that is down holds no live call.
        var instance = Guid.CreateVersion7().ToString("N");
        bus.AddConsumer<CallErasedConsumer>().Endpoint(OfThisProcess);
        bus.AddConsumer<ConsentChangedConsumer>().Endpoint(OfThisProcess);
        bus.AddConsumer<PauseRecordingConsumer>().Endpoint(OfThisProcess);
        bus.AddConsumer<GatewaySettingsChangedConsumer>().Endpoint(OfThisProcess);

        void OfThisProcess(IEndpointRegistrationConfigurator endpoint)
        {
            endpoint.InstanceId = instance;
            endpoint.Temporary = true;
            endpoint.ConcurrentMessageLimit = 4;
        }
    }
}
