using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CallSummary.Gateway;

/// <summary>Ready: takes calls. Degraded: under load, or the database is behind. Unhealthy: would turn the next call away.</summary>
internal sealed class GatewayCheck(SipPort sip, CallSlots slots, DiskGuard disk, CallLedger ledger, TrunkTables tables, HopStates hops, TrunkWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!sip.IsListening || slots.IsDraining)
        {
            return HealthCheckResult.Unhealthy("The gateway does not take calls: it is starting or stopping.");
        }

        if (disk.IsLow)
        {
            return HealthCheckResult.Unhealthy("New calls are refused: too little free space where recordings are kept.");
        }

        if (slots.IsFull)
        {
            return HealthCheckResult.Degraded("As many calls are up as CallSummary:Gateway:Limits:MaxCalls allows.");
        }

        if (hops.Unreachable(tables.Current.Trunks).FirstOrDefault() is { } trunk)
        {
            return HealthCheckResult.Degraded($"No hop of trunk {trunk.Name} answers: calls that go out by it fail.");
        }

        if (watch.Unregistered.FirstOrDefault() is { } unregistered)
        {
            return HealthCheckResult.Degraded($"Trunk {unregistered} is not registered: its carrier sends no calls.");
        }

        return ledger.Pending > slots.Active
            ? HealthCheckResult.Degraded($"The database is behind by {ledger.Pending} calls.")
            : HealthCheckResult.Healthy(WireCodecs.Absent.Count == 0
                ? null
                : $"Ready, without {string.Join(" and ", WireCodecs.Absent.Select(a => $"{a.Name} (needs {a.Missing})"))}.");
    }
}
