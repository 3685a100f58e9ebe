using CallSummary.Gateway.Routing;

namespace CallSummary.Gateway.Trunks;

/// <summary>The company that owns trunks and subscribers.</summary>
internal sealed class Tenant
{
    private readonly NumberPattern[] _subscribers;
    private readonly NumberRanges? _numbers;

    public Tenant(TenantOptions options)
    {
        Id = options.Id;
        TimeZone = options.TimeZone;
        NoticeLanguage = options.NoticeLanguage;
        Language = options.Language.Length == 0 ? null : options.Language;
        _subscribers = [.. options.Subscribers.Select(NumberPattern.Parse)];
        _numbers = options.Numbers;
    }

    public string Id { get; }

    public string TimeZone { get; }

    public string NoticeLanguage { get; }

    public string? Language { get; }

    public bool IsSubscriber(string number) => Array.Exists(_subscribers, s => s.IsMatch(number)) || _numbers?.Contains(number) == true;
}
