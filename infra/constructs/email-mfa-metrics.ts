import { Stats, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ownMetric } from '../operations/monitored-resources';

/** The metrics of a second factor: sums over five minutes, unless options say otherwise. */
export abstract class EmailMfaMetrics extends Construct {
  /** Value of the dimension `service` of its metrics, in the namespace `EmailMfa`. */
  abstract readonly service: string;

  /** One of its metrics, by name. */
  metric(metricName: string, options: MetricOptions = {}): Metric {
    return ownMetric(this.service, metricName).with(options);
  }

  /** Codes created: correct passwords, and requests for another code. */
  metricCodesCreated(options?: MetricOptions): Metric {
    return this.metric('CodesCreated', options);
  }

  /** Emails that SES accepted: codes and notices. */
  metricCodesMailed(options?: MetricOptions): Metric {
    return this.metric('MailSent', options);
  }

  /** Milliseconds from the request of a code until SES accepts the email; the 95th percentile. */
  metricMailDelay(options?: MetricOptions): Metric {
    return this.metric('MailDelay', { statistic: Stats.p(95), ...options });
  }

  /** Emails given up. */
  metricMailsFailed(options?: MetricOptions): Metric {
    return this.metric('MailFailed', options);
  }

  /** Emails that bounced, or that SES rejected or suppressed after it accepted them. */
  metricMailsUndelivered(options?: MetricOptions): Metric {
    return this.metric('MailUndelivered', options);
  }

  /** Correct codes. */
  metricCodesUsed(options?: MetricOptions): Metric {
    return this.metric('CodesUsed', options);
  }

  /** Incorrect codes. */
  metricCodesWrong(options?: MetricOptions): Metric {
    return this.metric('CodesWrong', options);
  }

  /** Codes entered after they expired. */
  metricCodesExpired(options?: MetricOptions): Metric {
    return this.metric('CodesExpired', options);
  }

  /** Requests for a code that were refused, for example by a limit. */
  metricCodesRefused(options?: MetricOptions): Metric {
    return this.metric('CodesRefused', options);
  }

  /** Remembered browsers that proved their key, so that no code was needed. */
  metricBrowsersUsed(options?: MetricOptions): Metric {
    return this.metric('BrowsersUsed', options);
  }

  /** Browsers that named or proved a key that does not count. */
  metricBrowsersRefused(options?: MetricOptions): Metric {
    return this.metric('BrowsersRefused', options);
  }

  /** Sign-ins that got tokens, after a code or in a remembered browser. */
  metricSignIns(options?: MetricOptions): Metric {
    return this.metric('SignIns', options);
  }

  /** Accounts locked after too many incorrect codes. */
  metricUsersLocked(options?: MetricOptions): Metric {
    return this.metric('UsersLocked', options);
  }

  /** Sign-ins that the guard refused tokens. */
  metricGuardRefusals(options?: MetricOptions): Metric {
    return this.metric('GuardRefusals', options);
  }

  /** Failures of the triggers, other than refusals. */
  metricTriggerFailures(options?: MetricOptions): Metric {
    return this.metric('TriggerFailures', options);
  }
}
