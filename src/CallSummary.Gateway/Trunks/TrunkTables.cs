using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CallSummary.Gateway.Trunks;

/// <summary>
/// Tenants, trunks and routes as the settings say now. A change of the settings takes effect for the next call; calls that are up keep what
/// they began with. A change that is not valid changes nothing and says why.
/// </summary>
internal sealed class TrunkTables : IDisposable
{
    private readonly GatewaySection _section;
    private readonly IPostConfigureOptions<GatewayOptions>[] _defaults;
    private readonly IValidateOptions<GatewayOptions>[] _rules;
    private readonly TimeProvider _time;
    private readonly ILogger<TrunkTables> _logger;
    private readonly IDisposable _watch;
    private volatile TrunkTable _current;

    public TrunkTables(
        GatewaySection section,
        IOptions<GatewayOptions> options,
        IEnumerable<IPostConfigureOptions<GatewayOptions>> defaults,
        IEnumerable<IValidateOptions<GatewayOptions>> rules,
        TimeProvider time,
        ILogger<TrunkTables> logger)
    {
        _section = section;
        _defaults = [.. defaults];
        _rules = [.. rules];
        _time = time;
        _logger = logger;
        _current = new TrunkTable(options, time);
        _watch = ChangeToken.OnChange(_section.GetReloadToken, Reload);
    }

    /// <summary>The settings have changed and are valid.</summary>
    public event Action<GatewayOptions>? Changed;

    public TrunkTable Current => _current;

    public void Dispose() => _watch.Dispose();

    private void Reload()
    {
        var options = new GatewayOptions();
        try
        {
            _section.Bind(options);
            Array.ForEach(_defaults, d => d.PostConfigure(Options.DefaultName, options));
        }
        catch (InvalidOperationException e)
        {
            _logger.SettingsRefused(e.Message);
            return;
        }

        var failures = _rules.SelectMany(r => r.Validate(Options.DefaultName, options).Failures ?? []).ToList();
        if (failures.Count > 0)
        {
            _logger.SettingsRefused(string.Join(' ', failures));
            return;
        }

        _current = new TrunkTable(Options.Create(options), _time);
        Changed?.Invoke(options);
        _logger.SettingsTaken(_current.Trunks.Trunks.Count);
    }
}
