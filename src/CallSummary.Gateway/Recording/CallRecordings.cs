using CallSummary.Contracts;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Gateway.Routing;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recording;

/// <summary>Opens recordings when calls are answered, and closes them when they end.</summary>
internal sealed class CallRecordings(RecorderServices services, LiveCalls live, IOptions<GatewayOptions> options)
{
    /// <summary>Begins a call's recording: its manifest exists and its row is on the way when this returns.</summary>
    /// <param name="callId">Our id of the call.</param>
    /// <param name="plan">What the call is.</param>
    /// <param name="parties">Each party's leg and codec.</param>
    /// <param name="startedAt">Timestamp of the answer: offset zero.</param>
    /// <returns>The recorder, or null when the disk refused: the call goes on, unrecorded.</returns>
    public CallRecorder? Open(Guid callId, CallPlan plan, IReadOnlyList<(Leg Leg, string Codec)> parties, long startedAt)
    {
        var now = services.Time.GetUtcNow();
        var gate = new ConsentGate(plan.Trunk.Consent, parties.Select(p => p.Leg));
        var entry = new CallEntry
        {
            At = now,
            CallId = callId,
            TenantId = plan.Trunk.Tenant.Id,
            CallerNumber = plan.CallerNumber,
            CalleeNumber = plan.CalleeNumber,
            SubscriberLegs = plan.SubscriberLegs,
            TimeZone = plan.Trunk.Tenant.TimeZone,
            Language = plan.Language,
            Consent = gate.State,
            Owner = options.Value.Instance,
            Attestation = plan.Attestation,
            Trunk = plan.Trunk.Name,
        };
        live.Reserve(callId);
        try
        {
            var manifest = new ManifestWriter(services.Store.OpenManifestAppend(callId));
            manifest.Append(entry);
            foreach (var (leg, codec) in parties)
            {
                manifest.Append(new LegEntry { At = now, Leg = leg, Codec = codec });
            }

            var recorder = new CallRecorder(entry, gate, manifest, startedAt, services);
            live.Add(recorder);
            services.Ledger.Enqueue(callId);
            return recorder;
        }
        catch (IOException e)
        {
            // What a torn manifest leaves behind holds no sound; the sweeper passes it over.
            live.Remove(callId);
            services.Metrics.RecorderFailed();
            services.Logger.RecordingStopped(callId, e);
            return null;
        }
    }

    public void Close(CallRecorder recorder, CallTermination termination, TimeSpan duration, IReadOnlyList<LegQuality> quality)
    {
        recorder.Complete(termination, duration, quality);
        live.Remove(recorder.CallId);
    }
}
