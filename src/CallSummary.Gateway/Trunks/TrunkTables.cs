using CallSummary.Gateway.Administration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CallSummary.Gateway.Trunks;

/// <summary>
/// Tenants, trunks and routes as the settings and the console say now. A change takes effect for the next call; calls that are up keep what
/// they began with. A change that is not valid changes nothing and says why.
/// </summary>
internal sealed class TrunkTables : IDisposable
{
    private readonly Lock _reloading = new();
    private readonly GatewaySection _section;
    private readonly ConsoleSettings _console;
    private readonly IPostConfigureOptions<GatewayOptions>[] _defaults;
    private readonly IValidateOptions<GatewayOptions>[] _rules;
    private readonly TimeProvider _time;
    private readonly ILogger<TrunkTables> _logger;
    private readonly IDisposable _watch;
    private volatile TrunkTable _current;

    public TrunkTables(
        GatewaySection section,
        ConsoleSettings console,
        IOptions<GatewayOptions> options,
        IEnumerable<IPostConfigureOptions<GatewayOptions>> defaults,
        IEnumerable<IValidateOptions<GatewayOptions>> rules,
        TimeProvider time,
        ILogger<TrunkTables> logger)
    {
        _section = section;
        _console = console;
        _defaults = [.. defaults];
        _rules = [.. rules];
        _time = time;
        _logger = logger;
        _current = new TrunkTable(options, time);
        _watch = ChangeToken.OnChange(_section.GetReloadToken, Reload);
        _console.Changed += Reload;
    }

    /// <summary>The settings have changed and are valid.</summary>
    public event Action<GatewayOptions>? Changed;

    public TrunkTable Current => _current;

    public void Dispose()
    {
        _console.Changed -= Reload;
        _watch.Dispose();
    }

    private void Reload()
    {
        // Both sources may change at once, each on its own thread: the later one must see the earlier one's.
        lock (_reloading)
        {
            Take();
        }
    }

    private void Take()
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
