namespace CallSummary.Gateway.Trunks;

/// <summary>The company that owns trunks and subscribers.</summary>
public sealed class TenantOptions
{
    /// <summary>Id; part of every row and message.</summary>
    public string Id { get; set; } = "";

    /// <summary>
    /// Number patterns of its subscribers, after E.164 normalisation: <c>+82101234567*</c> (prefix), <c>1000</c> (exact) or
    /// <c>/^\+8210\d{8}$/</c> (regular expression).
    /// </summary>
    public IList<string> Subscribers { get; } = [];

    /// <summary>Subscribers' numbers besides, as the console has them; null = none.</summary>
    internal NumberRanges? Numbers { get; set; }

    /// <summary>IANA time zone of its calls. Default <c>Asia/Seoul</c>.</summary>
    public string TimeZone { get; set; } = "Asia/Seoul";

    /// <summary>Language of the notice (ISO 639-1). Default <c>ko</c>.</summary>
    public string NoticeLanguage { get; set; } = "ko";

    /// <summary>Language that recognition is fixed to (ISO 639-1); empty (default) = detected.</summary>
    public string Language { get; set; } = "";
}
