namespace CallSummary.Storage.Subscribers;

/// <summary>By whose service a device is told.</summary>
public enum PushKind
{
    /// <summary>A browser's push service (RFC 8030).</summary>
    Web = 0,

    /// <summary>Firebase Cloud Messaging, HTTP v1.</summary>
    Fcm = 1,

    /// <summary>Apple Push Notification service.</summary>
    Apns = 2,
}
